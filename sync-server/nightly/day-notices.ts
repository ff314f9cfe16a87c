import { addDays } from '#shared/base/add-days.ts';
import type { Id } from '#shared/base/ids.ts';
import { formatMoney } from '#shared/base/format-money.ts';
import type { Minor } from '#shared/base/money.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { Notice } from '#server/notifications/tell-people.ts';
import { endOfDay } from '#server/reports/end-of-day.ts';
import { reportBusiness } from '#server/reports/report-business.ts';
import type { Tx } from '#server/store/pool.ts';

/** Minutes after which a day that ended is told of: what its tills sold last is here by then. */
const AFTER_DAY_MINUTES = 60;

export type DayNotice = Notice & { readonly thing: string };

/** What each store sold on the day that ended last, an hour after its end. A day without a sale is none to tell of. */
export async function dayNotices(tx: Tx, businessId: Id, nowMs: number): Promise<readonly DayNotice[]> {
  const stores = await tx<{ id: Id; name: string; locale: string }[]>`
    select s.id, s.name, b.locale from stores s join businesses b on b.business_id = s.business_id
     where s.business_id = ${businessId} and s.is_active and not s.is_deleted order by s.id`;
  const notices: DayNotice[] = [];
  for (const { id: storeId, name, locale } of stores) {
    const business = await reportBusiness(tx, businessId, [storeId]);
    const now = instantAt(nowMs - AFTER_DAY_MINUTES * 60_000, business.timeZone);
    const date = addDays(businessDateAt(now, business.dayStartMinutes), -1);
    const day = await endOfDay(tx, { business, storeIds: [storeId], date, nowMs });
    const { figures, tenders } = day.total;
    if (figures.saleCount + figures.refundCount === 0) continue;
    const money = (amount: Minor): string => formatMoney(amount, { locale, currency: business.currency });
    notices.push({
      thing: `${storeId}/${date}`,
      type: 'end_of_day',
      storeId,
      title: `${name}: ${money(figures.netMinor)} on ${date}`,
      message: [
        `${name} sold ${figures.saleCount} times on ${date}, and gave back ${figures.refundCount} times.`,
        `Net: ${money(figures.netMinor)}, tax in it ${money(figures.taxMinor)}, discounts ${money(figures.discountMinor)}, margin ${money(figures.marginMinor)}.`,
        ...tenders.map(({ method, amountMinor }) => `${method.replaceAll('_', ' ')}: ${money(amountMinor)}`),
        ...day.shifts.map(
          ({ tillName, varianceMinor }) =>
            `Drawer of ${tillName}: ${varianceMinor === null ? 'not counted yet' : `off by ${money(varianceMinor)}`}`,
        ),
        ...day.missing.map(({ tillName }) => `${tillName} was not heard from: what it sold may be missing.`),
      ].join('\n'),
      data: { storeId, date },
    });
  }
  return notices;
}
