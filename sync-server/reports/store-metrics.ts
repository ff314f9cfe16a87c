import { type StoreMetrics, storeMetricsEndpoint } from '#shared/api/store-metrics.ts';
import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { may } from '#shared/people/may.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { addDays } from '#shared/base/add-days.ts';
import { NO_SALES, figuresOf } from './figures.ts';
import { missingTills } from './missing-tills.ts';
import { reportBusiness } from './report-business.ts';
import { salesSlices } from './sales-slices.ts';
import { levelRows } from './stock-levels.ts';

const DAYS = 7;

/** /stores/:id/metrics stands here, since it asks what reports ask. */
export function mountStoreMetrics(api: Api): void {
  serve(api, storeMetricsEndpoint, async ({ tx, session, params }, { nowMs }) => {
    await requireView(tx, session, params.id);
    return { data: await storeMetrics(tx, session, params.id, nowMs()) };
  });
}

/** @throws {Fault} `not_found`; `forbidden` for somebody who neither reads settings nor is assigned to the store */
async function requireView(tx: Tx, session: Session, storeId: Id): Promise<void> {
  requireStore(session, storeId);
  const found = await tx`
    select 1 from stores where business_id = ${session.businessId} and id = ${storeId} and not is_deleted`;
  if (found.length === 0) throw new Fault('not_found', 'There is no such store.');
  if (may(session.permissions, 'settings.read') || session.storeIds.includes(storeId)) return;
  throw new Fault('forbidden', 'You are not assigned to this store. Ask somebody who may change people to do it.');
}

type Counts = StoreMetrics['tills'] & StoreMetrics['stock'] & { readonly openShifts: number };

async function storeMetrics(tx: Tx, session: Session, storeId: Id, nowMs: number): Promise<StoreMetrics> {
  const { businessId } = session;
  const storeIds = [storeId];
  const business = await reportBusiness(tx, businessId, storeIds);
  const date = businessDateAt(instantAt(nowMs, business.timeZone), business.dayStartMinutes);
  const range = { from: addDays(date, -DAYS), to: date };
  const slices = new Map((await salesSlices(tx, { businessId, storeIds, range }, 'day')).map((one) => [one.key, one]));
  const figuresOn = (day: string) => figuresOf(slices.get(day) ?? NO_SALES);
  const missing = await missingTills(
    tx,
    { businessId, storeIds, range: { from: date, to: date }, dayStartMinutes: business.dayStartMinutes },
    nowMs,
  );
  const [found] = await tx<Omit<Counts, 'silent'>[]>`
    with l as (
      select r.variant_id, sum(r.quantity_milli) as quantity_milli, bool_or(r.is_active) as is_active,
        max(coalesce(nullif(r.reorder_level_milli, 0), r.product_reorder_milli)) as reorder_milli
      from (${levelRows(tx, { business, storeIds })}) r group by r.variant_id)
    select
      (select count(*) from tills t where t.business_id = ${businessId} and t.store_id = ${storeId} and t.status = 'active'
        and not t.is_deleted) as active,
      (select count(*) from shifts h where h.business_id = ${businessId} and h.store_id = ${storeId} and h.closed_at is null) as "openShifts",
      (select count(*) from l where l.quantity_milli < 0) as oversold,
      (select count(*) from l where l.is_active and l.quantity_milli <= l.reorder_milli) as low`;
  const { active, openShifts, oversold, low } = must(found, 'a count gives a row');
  return {
    storeId,
    date,
    currency: business.currency,
    today: figuresOn(date),
    weekBefore: figuresOn(addDays(date, -DAYS)),
    days: Array.from({ length: DAYS }, (_, index) => addDays(date, index + 1 - DAYS)).map((day) => ({
      date: day,
      figures: figuresOn(day),
    })),
    tills: { active, silent: missing.length },
    openShifts,
    stock: { oversold, low },
    asOf: new Date(nowMs).toISOString(),
    missing: [...missing],
  };
}
