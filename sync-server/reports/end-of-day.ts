import type { Id } from '#shared/base/ids.ts';
import type { BusinessDate } from '#shared/base/time.ts';
import type { EndOfDay } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedDays } from './changed-days.ts';
import { dayShifts } from './day-shifts.ts';
import { type TillTax, dayTaxes, joinTaxes } from './day-taxes.ts';
import { type Tenders, dayTenders, joinTenders } from './day-tenders.ts';
import { type FigureSums, NO_SALES, addSums, figuresOf } from './figures.ts';
import { missingTills } from './missing-tills.ts';
import type { ReportBusiness } from './report-business.ts';
import { type SalesScope, type Slice, salesSlices } from './sales-slices.ts';
import { sliceNames } from './slice-names.ts';

type Span = {
  readonly key: Id;
  readonly storeId: Id;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly voids: number;
};

/** Everything about one day that is not a rollup, by till. */
type DayParts = {
  readonly tenders: readonly (Tenders[number] & { readonly key: Id; readonly storeId: Id })[];
  readonly taxes: readonly TillTax[];
  readonly spans: readonly Span[];
};

async function daySpans(tx: Tx, scope: SalesScope): Promise<readonly Span[]> {
  return tx<Span[]>`
    select till_id as key, store_id as "storeId", min(occurred_at) as "firstAt", max(occurred_at) as "lastAt",
           count(*) filter (where status = 'voided')::bigint as voids
      from sales_orders
     where business_id = ${scope.businessId} and business_date between ${scope.range.from} and ${scope.range.to}
       and (${scope.storeIds.length === 0} or store_id = any(${[...scope.storeIds]}::uuid[]))
     group by till_id, store_id`;
}

function partOf(
  parts: DayParts,
  sums: FigureSums,
  belongs: (row: { key: Id; storeId: Id }) => boolean,
): EndOfDay['total'] {
  const spans = parts.spans.filter(belongs);
  const first = Math.min(...spans.map((span) => span.firstAt.getTime()));
  const last = Math.max(...spans.map((span) => span.lastAt.getTime()));
  return {
    figures: figuresOf(sums),
    tenders: joinTenders(parts.tenders.filter(belongs)),
    taxes: joinTaxes(parts.taxes.filter(belongs)),
    firstSaleAt: spans.length === 0 ? null : new Date(first).toISOString(),
    lastSaleAt: spans.length === 0 ? null : new Date(last).toISOString(),
    voidCount: spans.reduce((sum, span) => sum + span.voids, 0),
  };
}

async function readParts(tx: Tx, scope: SalesScope): Promise<DayParts> {
  return { tenders: await dayTenders(tx, scope), taxes: await dayTaxes(tx, scope), spans: await daySpans(tx, scope) };
}

async function tillSlices(tx: Tx, scope: SalesScope): Promise<readonly (Slice & { readonly storeId: Id })[]> {
  const slices = await salesSlices(tx, scope, 'till');
  const stores = await tx<
    { id: Id; store_id: Id }[]
  >`select id, store_id from tills where business_id = ${scope.businessId} and id = any(${slices.map((slice) => slice.key)}::uuid[])`;
  const storeOf = new Map(stores.map((row) => [row.id, row.store_id]));
  return slices.map((slice) => ({ ...slice, storeId: storeOf.get(slice.key) ?? slice.key }));
}

/** One day: what was sold, how it was paid, what is in the drawers; by store and till. */
export async function endOfDay(
  tx: Tx,
  asked: { business: ReportBusiness; storeIds: readonly Id[]; date: BusinessDate; nowMs: number },
): Promise<EndOfDay> {
  const { business, storeIds, date, nowMs } = asked;
  const range = { from: date, to: date };
  const scope: SalesScope = { businessId: business.id, range, storeIds };
  const parts = await readParts(tx, scope);
  const stores = await salesSlices(tx, scope, 'store');
  const tills = await tillSlices(tx, scope);
  const storeName = await sliceNames(
    tx,
    business.id,
    'store',
    stores.map((slice) => slice.key),
  );
  const tillName = await sliceNames(
    tx,
    business.id,
    'till',
    tills.map((slice) => slice.key),
  );
  return {
    date,
    currency: business.currency,
    total: partOf(parts, stores.reduce<FigureSums>(addSums, NO_SALES), () => true),
    stores: stores.map((slice) => ({
      key: slice.key,
      name: storeName(slice.key).name,
      ...partOf(parts, slice, (row) => row.storeId === slice.key),
    })),
    tills: tills.map((slice) => ({
      key: slice.key,
      storeId: slice.storeId,
      name: tillName(slice.key).name,
      ...partOf(parts, slice, (row) => row.key === slice.key),
    })),
    shifts: await dayShifts(tx, scope),
    asOf: new Date(nowMs).toISOString(),
    missing: [
      ...(await missingTills(
        tx,
        { businessId: business.id, storeIds, range, dayStartMinutes: business.dayStartMinutes },
        nowMs,
      )),
    ],
    changedSinceClosed: (await changedDays(tx, scope)).length > 0,
  };
}
