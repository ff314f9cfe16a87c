import { type Id, NO_ID } from '#shared/base/ids.ts';
import type { BusinessDate } from '#shared/base/time.ts';
import type { EndOfDay } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedDays } from './changed-days.ts';
import type { Belongs, DayPlace } from './day-places.ts';
import { type DayTax, dayTaxes, joinTaxes } from './day-taxes.ts';
import { type DayTender, dayTenders, joinTenders } from './day-tenders.ts';
import { drawerLines } from './drawer-lines.ts';
import { factSlices, ordersIn } from './fact-lines.ts';
import { type FigureSums, NO_SALES, type Slice, addSums, figuresOf } from './figures.ts';
import { missingTills } from './missing-tills.ts';
import type { ReportBusiness } from './report-business.ts';
import type { SalesScope } from './sales-scope.ts';
import { salesSlices } from './sales-slices.ts';
import { sliceNames } from './slice-names.ts';

const DRAWERS_MAX = 1000;

type Span = DayPlace & { readonly firstAt: Date; readonly lastAt: Date };
type Voids = DayPlace & { readonly count: number };

/** Everything about one day that is not a rollup, by till and shift. */
type DayParts = {
  readonly tenders: readonly DayTender[];
  readonly taxes: readonly DayTax[];
  readonly spans: readonly Span[];
  readonly voids: readonly Voids[];
};

async function daySpans(tx: Tx, scope: SalesScope): Promise<readonly Span[]> {
  return tx<Span[]>`
    select o.till_id as "tillId", o.store_id as "storeId", o.shift_id as "shiftId", min(o.occurred_at) as "firstAt", max(o.occurred_at) as "lastAt"
      from sales_orders o
     where o.business_id = ${scope.businessId} and ${ordersIn(tx, scope)}
     group by o.till_id, o.store_id, o.shift_id`;
}

async function dayVoids(tx: Tx, scope: SalesScope): Promise<readonly Voids[]> {
  return tx<Voids[]>`
    select o.till_id as "tillId", o.store_id as "storeId", o.shift_id as "shiftId", count(*)::bigint as count
      from sales_orders o
     where o.business_id = ${scope.businessId} and o.store_id = any(${[...scope.storeIds]}::uuid[])
       and o.business_date between ${scope.range.from} and ${scope.range.to} and o.status = 'voided'
     group by o.till_id, o.store_id, o.shift_id`;
}

function partOf(parts: DayParts, sums: FigureSums, belongs: Belongs): EndOfDay['total'] {
  const spans = parts.spans.filter(belongs);
  const first = Math.min(...spans.map((span) => span.firstAt.getTime()));
  const last = Math.max(...spans.map((span) => span.lastAt.getTime()));
  return {
    figures: figuresOf(sums),
    tenders: joinTenders(parts.tenders.filter(belongs)),
    taxes: joinTaxes(parts.taxes.filter(belongs)),
    firstSaleAt: spans.length === 0 ? null : new Date(first).toISOString(),
    lastSaleAt: spans.length === 0 ? null : new Date(last).toISOString(),
    voidCount: parts.voids.filter(belongs).reduce((sum, { count }) => sum + count, 0),
  };
}

async function readParts(tx: Tx, scope: SalesScope): Promise<DayParts> {
  return {
    tenders: await dayTenders(tx, scope),
    taxes: await dayTaxes(tx, scope),
    spans: await daySpans(tx, scope),
    voids: await dayVoids(tx, scope),
  };
}

/** What each of some places sold; one that only took money, or took a sale back, sold nothing. */
function withPlaces(sold: readonly Slice[], places: readonly Id[]): readonly Slice[] {
  const known = new Set(sold.map(({ key }) => key));
  const others = [...new Set(places)].filter((key) => !known.has(key)).map((key) => ({ ...NO_SALES, key }));
  return [...sold, ...others].toSorted((left, right) => (left.key < right.key ? -1 : 1));
}

/** A day's stores and tills, by name. */
async function placesOf(tx: Tx, scope: SalesScope, parts: DayParts): Promise<Pick<EndOfDay, 'stores' | 'tills'>> {
  const places: readonly DayPlace[] = [...parts.spans, ...parts.tenders, ...parts.voids];
  const storeIds = places.map(({ storeId }) => storeId);
  const tillIds = places.map(({ tillId }) => tillId);
  const stores = withPlaces(await salesSlices(tx, scope, 'store'), storeIds);
  const tills = withPlaces(await salesSlices(tx, scope, 'till'), tillIds);
  const storeOf = new Map<string, Id>(places.map(({ tillId, storeId }) => [tillId, storeId]));
  const named = (groupBy: 'store' | 'till', keys: readonly string[]) => sliceNames(tx, scope.businessId, groupBy, keys);
  const storeName = await named(
    'store',
    stores.map(({ key }) => key),
  );
  const tillName = await named(
    'till',
    tills.map(({ key }) => key),
  );
  return {
    stores: stores.map((slice) => ({
      key: slice.key,
      name: storeName(slice.key).name,
      ...partOf(parts, slice, ({ storeId }) => storeId === slice.key),
    })),
    tills: tills.map((slice) => ({
      key: slice.key,
      storeId: storeOf.get(slice.key) ?? slice.key,
      name: tillName(slice.key).name,
      ...partOf(parts, slice, ({ tillId }) => tillId === slice.key),
    })),
  };
}

/** The day's drawers with what was sold at each, those of the evening before whose sales fall into the day among them. */
async function dayShifts(tx: Tx, scope: SalesScope, parts: DayParts): Promise<EndOfDay['shifts']> {
  const sold = new Map((await factSlices(tx, scope, 'shift')).map((slice) => [slice.key, slice]));
  const shiftIds = [...sold.keys()].filter((id) => id !== NO_ID);
  const drawers = await drawerLines(tx, scope, { shiftIds, limit: DRAWERS_MAX });
  return drawers.map((drawer) => ({
    ...drawer,
    ...partOf(parts, sold.get(drawer.shiftId) ?? NO_SALES, ({ shiftId }) => shiftId === drawer.shiftId),
  }));
}

/** One day: what was sold, how it was paid, what is in the drawers; by store, till and shift. */
export async function endOfDay(
  tx: Tx,
  asked: { business: ReportBusiness; storeIds: readonly Id[]; date: BusinessDate; nowMs: number },
): Promise<EndOfDay> {
  const { business, storeIds, date, nowMs } = asked;
  const range = { from: date, to: date };
  const scope: SalesScope = { businessId: business.id, range, storeIds };
  const parts = await readParts(tx, scope);
  const places = await placesOf(tx, scope, parts);
  const days = await salesSlices(tx, scope, 'day');
  const silent = { businessId: business.id, storeIds, range, dayStartMinutes: business.dayStartMinutes };
  return {
    date,
    currency: business.currency,
    total: partOf(parts, days.reduce<FigureSums>(addSums, NO_SALES), () => true),
    ...places,
    shifts: await dayShifts(tx, scope, parts),
    asOf: new Date(nowMs).toISOString(),
    missing: [...(await missingTills(tx, silent, nowMs))],
    changedSinceClosed: (await changedDays(tx, scope, business.dayStartMinutes)).length > 0,
  };
}
