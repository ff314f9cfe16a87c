import { type StoreMetrics, storeMetricsEndpoint, storeMetricsSchema } from '#shared/api/store-metrics.ts';
import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { type BusinessDate, businessDateAt, instantAt } from '#shared/base/time.ts';
import { may } from '#shared/people/may.ts';
import { readThrough } from '#server/platform/cache/read-through.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { addDays } from '#shared/base/add-days.ts';
import { NO_SALES, figuresOf } from './figures.ts';
import { missingTills } from './missing-tills.ts';
import { type ReportBusiness, reportBusiness } from './report-business.ts';
import { salesSlices } from './sales-slices.ts';
import { levelRows } from './stock-levels.ts';

const DAYS = 7;

/** /stores/:id/metrics stands here, since it asks what reports ask. */
export function mountStoreMetrics(api: Api): void {
  serve(api, storeMetricsEndpoint, async ({ tx, session, params }, deps) => {
    await requireView(tx, session, params.id);
    return { data: await storeMetrics(deps, tx, session.businessId, params.id) };
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

const traded = storeMetricsSchema.pick({ today: true, weekBefore: true, days: true, openShifts: true, stock: true });
/** What hangs on facts and the catalogue alone, and so stands until anything of the business moves. */
type Traded = Pick<StoreMetrics, keyof typeof traded.shape>;
const isTraded = (value: unknown): value is Traded => traded.safeParse(value).success;

type Day = { readonly business: ReportBusiness; readonly storeId: Id; readonly date: BusinessDate };

/** A store's day from the cache where nothing moved since; which tills are silent is always asked anew. */
async function storeMetrics(
  deps: Pick<ServerDeps, 'cache' | 'metrics' | 'nowMs'>,
  tx: Tx,
  businessId: Id,
  storeId: Id,
): Promise<StoreMetrics> {
  const nowMs = deps.nowMs();
  const business = await reportBusiness(tx, businessId, [storeId]);
  const { currency, dayStartMinutes } = business;
  const date = businessDateAt(instantAt(nowMs, business.timeZone), dayStartMinutes);
  const question = {
    cache: 'dashboard',
    businessId,
    params: [storeId, date],
    reads: 'anything',
    isValue: isTraded,
  } as const;
  const { value } = await readThrough(deps, tx, question, () => tradedOf(tx, { business, storeId, date }));
  const silent = { businessId, storeIds: [storeId], range: { from: date, to: date }, dayStartMinutes };
  const missing = await missingTills(tx, silent, nowMs);
  const [tills] = await tx<{ active: number }[]>`
    select count(*) as active from tills t where t.business_id = ${businessId} and t.store_id = ${storeId} and t.status = 'active'
      and not t.is_deleted`;
  return {
    storeId,
    date,
    currency,
    ...value,
    tills: { active: must(tills, 'a count gives a row').active, silent: missing.length },
    asOf: new Date(nowMs).toISOString(),
    missing: [...missing],
  };
}

async function tradedOf(tx: Tx, { business, storeId, date }: Day): Promise<Traded> {
  const scope = { businessId: business.id, storeIds: [storeId], range: { from: addDays(date, -DAYS), to: date } };
  const slices = new Map((await salesSlices(tx, scope, 'day')).map((one) => [one.key, one]));
  const figuresOn = (day: string) => figuresOf(slices.get(day) ?? NO_SALES);
  const [found] = await tx<(Traded['stock'] & { readonly openShifts: number })[]>`
    with l as (
      select r.variant_id, sum(r.quantity_milli) as quantity_milli, bool_or(r.is_counted) as is_counted,
        coalesce(max(r.reorder_level_milli), max(r.product_reorder_milli)) as reorder_milli
      from (${levelRows(tx, { business, storeIds: [storeId] })}) r group by r.variant_id)
    select
      (select count(*) from shifts h where h.business_id = ${business.id} and h.store_id = ${storeId} and h.closed_at is null) as "openShifts",
      (select count(*) from l where l.quantity_milli < 0) as oversold,
      (select count(*) from l where l.is_counted and l.quantity_milli <= l.reorder_milli) as low`;
  const { openShifts, oversold, low } = must(found, 'a count gives a row');
  return {
    today: figuresOn(date),
    weekBefore: figuresOn(addDays(date, -DAYS)),
    days: Array.from({ length: DAYS }, (_, index) => addDays(date, index + 1 - DAYS)).map((day) => ({
      date: day,
      figures: figuresOn(day),
    })),
    openShifts,
    stock: { oversold, low },
  };
}
