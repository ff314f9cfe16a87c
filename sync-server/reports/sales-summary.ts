import type { Id } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { SalesGroupBy, SalesSummary, SalesSummaryQuery } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedDays } from './changed-days.ts';
import { type DayRange, addDays, rangeBefore, shiftDays } from './day-range.ts';
import { type FigureSums, NO_SALES, addSums, figuresOf } from './figures.ts';
import { missingTills } from './missing-tills.ts';
import type { ReportBusiness } from './report-business.ts';
import { type SalesScope, type Slice, salesSlices } from './sales-slices.ts';
import { salesSoFar } from './sales-so-far.ts';
import { sliceNames } from './slice-names.ts';

type Row = SalesSummary['rows'][number];

const sumOf = (slices: readonly FigureSums[]): FigureSums => slices.reduce(addSums, NO_SALES);

/** A key of the period before, as it is called in the period asked for. */
function keyThen(groupBy: SalesGroupBy, key: string, range: DayRange): string {
  return groupBy === 'day' ? addDays(key, shiftDays(range)) : key;
}

/** The range is the one day that runs now: then the day before is cut at this minute too. */
function timeOfToday(
  range: DayRange,
  business: ReportBusiness,
  nowMs: number,
): { hour: number; minute: number } | null {
  const instant = instantAt(nowMs, business.timeZone);
  if (range.from !== range.to || range.from !== businessDateAt(instant, business.dayStartMinutes)) return null;
  const wall = new Date(instant.ms + instant.offsetMinutes * 60_000);
  return { hour: wall.getUTCHours(), minute: wall.getUTCMinutes() };
}

function sortRows(rows: readonly Row[], sort: SalesSummaryQuery['sort']): readonly Row[] {
  if (sort === 'key') return rows;
  const amount = (row: Row): number =>
    sort === '-netMinor'
      ? row.figures.netMinor
      : sort === '-grossMinor'
        ? row.figures.grossMinor
        : row.figures.unitsMilli;
  return rows.toSorted((left, right) => amount(right) - amount(left) || (left.key < right.key ? -1 : 1));
}

async function soFar(
  tx: Tx,
  scope: SalesScope,
  groupBy: SalesGroupBy,
  cut: { hour: number; minute: number } | null,
): Promise<{ total: FigureSums | null; rows: ReadonlyMap<string, FigureSums> | null }> {
  if (cut === null) return { total: null, rows: null };
  const whole = await salesSoFar(tx, scope, 'day', cut);
  const rows = groupBy === 'day' ? null : await salesSoFar(tx, scope, groupBy, cut);
  return { total: whole?.get('all') ?? NO_SALES, rows };
}

/** What was sold in a range of days, by group, against the period before, with what is missing. */
export async function salesSummary(
  tx: Tx,
  asked: { business: ReportBusiness; storeIds: readonly Id[]; query: SalesSummaryQuery; nowMs: number },
): Promise<SalesSummary> {
  const { business, query, storeIds, nowMs } = asked;
  const range: DayRange = { from: query.from, to: query.to };
  const before = rangeBefore(range);
  const scope: SalesScope = { businessId: business.id, range, storeIds };
  const scopeBefore: SalesScope = { ...scope, range: before };
  const slices = await salesSlices(tx, scope, query.groupBy);
  const slicesBefore = new Map<string, Slice>(
    (await salesSlices(tx, scopeBefore, query.groupBy)).map((slice) => [
      keyThen(query.groupBy, slice.key, range),
      slice,
    ]),
  );
  const cut = await soFar(tx, scopeBefore, query.groupBy, timeOfToday(range, business, nowMs));
  // Each sale stands in every group whose lines it has; only the hours count it once.
  const total = sumOf(await salesSlices(tx, scope, 'hour'));
  const totalBefore = sumOf(await salesSlices(tx, scopeBefore, 'hour'));
  const keys = [...new Set([...slices.map((slice) => slice.key), ...slicesBefore.keys()])].toSorted();
  const nameOf = await sliceNames(tx, business.id, query.groupBy, keys);
  const now = new Map(slices.map((slice) => [slice.key, slice]));
  const rows = keys.map((key): Row => {
    const then = slicesBefore.get(key);
    const thenSoFar = cut.rows?.get(key);
    return {
      key,
      ...nameOf(key),
      figures: figuresOf(now.get(key) ?? NO_SALES),
      before: then === undefined ? null : figuresOf(then),
      beforeSoFar: cut.rows === null ? null : figuresOf(thenSoFar ?? NO_SALES),
    };
  });
  return {
    from: range.from,
    to: range.to,
    beforeFrom: before.from,
    beforeTo: before.to,
    groupBy: query.groupBy,
    currency: business.currency,
    total: figuresOf(total),
    before: figuresOf(totalBefore),
    beforeSoFar: cut.total === null ? null : figuresOf(cut.total),
    rows: sortRows(rows, query.sort).slice(0, query.limit),
    asOf: new Date(nowMs).toISOString(),
    missing: [
      ...(await missingTills(
        tx,
        { businessId: business.id, storeIds, range, dayStartMinutes: business.dayStartMinutes },
        nowMs,
      )),
    ],
    changedDays: [...(await changedDays(tx, scope))],
  };
}
