import type { Id } from '#shared/base/ids.ts';
import type { NoticeType } from '#shared/api/notification-endpoints.ts';
import { sendEmail } from '#server/notifications/send-email.ts';
import { sendOutgoing } from '#server/notifications/send-outgoing.ts';
import type { Senders } from '#server/notifications/outgoing.ts';
import { sendPush } from '#server/notifications/send-push.ts';
import { type Notice, tellPeople } from '#server/notifications/tell-people.ts';
import { planReports } from '#server/reports/schedules/plan-reports.ts';
import { sendReport } from '#server/reports/schedules/send-report.ts';
import { planReceipts } from '#server/sales/receipt/plan-receipts.ts';
import { sendReceipt } from '#server/sales/receipt/send-receipt.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { dayNotices } from './day-notices.ts';
import { type Found, stockThings, tillThings } from './found-things.ts';

export type LookDeps = Pick<
  ServerDeps,
  'pool' | 'replica' | 'nowMs' | 'makeId' | 'mail' | 'messages' | 'push' | 'log' | 'config' | 'stopping'
>;

const NAMED_MAX = 10;

const SENDERS: Senders<LookDeps> = { email: sendEmail, push: sendPush, report: sendReport, receipt: sendReceipt };

/** What a group of things is called, for one and for several. */
const TITLES: Readonly<Record<Exclude<NoticeType, 'end_of_day'>, string>> = {
  low_stock: 'Running out',
  expiring: 'About to expire',
  oversold: 'Sold before it was booked in',
  case: 'Waiting for your decision',
  quarantine: 'Could not be taken from a till',
  silent_till: 'A till is not heard from',
  drawer_variance: 'A drawer was off',
};

/** Looks at a business for what its people should hear of, tells them, and sends what waits. Gives how many messages went out. */
export async function lookAtBusiness(deps: LookDeps, businessId: Id): Promise<number> {
  await withTenant(deps.pool, businessId, (tx) => lookAt(tx, deps, businessId));
  return sendOutgoing(deps, businessId, SENDERS);
}

/** One server at a time looks at a business; another that comes meanwhile leaves it. */
async function lookAt(tx: Tx, deps: LookDeps, businessId: Id): Promise<void> {
  const [lock] = await tx<{ is_mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`notices ${businessId}`}, 0)) as is_mine`;
  if (lock?.is_mine !== true) return;
  const nowMs = deps.nowMs();
  const of = { businessId, nowMs, makeId: deps.makeId };
  const found = [...(await stockThings(tx, businessId, nowMs)), ...(await tillThings(tx, businessId, nowMs))];
  const fresh = await freshOnes(tx, of, found, Object.keys(TITLES));
  await tellPeople(tx, of, noticesOf(found.filter(({ type, thing }) => fresh.has(`${type} ${thing}`))));
  await planReports(tx, of);
  await planReceipts(tx, of);
  const days = await dayNotices(tx, businessId, nowMs);
  const freshDays = await freshOnes(tx, of, days, ['end_of_day']);
  await tellPeople(
    tx,
    of,
    days.filter(({ type, thing }) => freshDays.has(`${type} ${thing}`)),
  );
}

/** Which of these were not told of before. What is over goes, so that it is told again when it comes again. */
async function freshOnes(
  tx: Tx,
  { businessId, nowMs }: { readonly businessId: Id; readonly nowMs: number },
  found: readonly { readonly type: string; readonly thing: string }[],
  types: readonly string[],
): Promise<ReadonlySet<string>> {
  const at = new Date(nowMs);
  const [allTypes, allThings] = [found.map(({ type }) => type), found.map(({ thing }) => thing)];
  await tx`
    delete from noticed n where n.business_id = ${businessId} and n.type = any(${[...types]}::text[])
      and not exists (select from unnest(${allTypes}::text[], ${allThings}::text[]) as f (type, thing) where f.type = n.type and f.thing = n.thing)`;
  const fresh = await tx<{ type: string; thing: string }[]>`
    insert into noticed (business_id, type, thing, created_at, updated_at)
    select distinct ${businessId}::uuid, f.type, f.thing, ${at}::timestamptz, ${at}::timestamptz
      from unnest(${allTypes}::text[], ${allThings}::text[]) as f (type, thing)
    on conflict do nothing returning type, thing`;
  return new Set(fresh.map(({ type, thing }) => `${type} ${thing}`));
}

/** One notice for each type and store, which names the first few things. */
function noticesOf(found: readonly Found[]): Notice[] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const key = `${one.type} ${one.storeId}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((things): Notice[] => {
    const [first] = things;
    if (first === undefined || first.type === 'end_of_day') return [];
    const named = things.slice(0, NAMED_MAX).map(({ label }) => label);
    const more = things.length - named.length;
    const where = first.storeName === null ? '' : `${first.storeName}: `;
    return [
      {
        type: first.type,
        storeId: first.storeId,
        title: `${where}${TITLES[first.type]} (${things.length})`,
        message: [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
        data: { things: things.slice(0, NAMED_MAX).map(({ thing }) => thing), count: things.length },
      },
    ];
  });
}
