import type { Id } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { SalesGroupBy, SalesSummary, SalesSummaryQuery } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedDays } from './changed-days.ts';
import { type DayRange, rangeBefore, shiftDays } from './day-range.ts';
import type { DayCut } from './fact-lines.ts';
import { type FigureSums, NO_SALES, addSums, figuresOf } from './figures.ts';
import { missingTills } from './missing-tills.ts';
import type { ReportBusiness } from './report-business.ts';
import type { SalesScope } from './sales-scope.ts';
import { salesSlices } from './sales-slices.ts';
import { salesSoFar } from './sales-so-far.ts';
import { sliceNames } from './slice-names.ts';

type Row = SalesSummary['rows'][number];

const sumOf = (slices: Iterable<FigureSums>): FigureSums => [...slices].reduce(addSums, NO_SALES);

/** The range is the one day that runs now: then the day before is cut at this minute too. */
function timeOfToday(range: DayRange, business: ReportBusiness, nowMs: number): DayCut | null {
  const { dayStartMinutes } = business;
  const instant = instantAt(nowMs, business.timeZone);
  if (range.from !== range.to || range.from !== businessDateAt(instant, dayStartMinutes)) return null;
  const intoDayMs = instant.ms + (instant.offsetMinutes - dayStartMinutes) * 60_000;
  return { dayStartMinutes, minuteOfDay: Math.floor(intoDayMs / 60_000) % 1440 };
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
  cut: DayCut | null,
): Promise<{ total: FigureSums | null; rows: ReadonlyMap<string, FigureSums> | null }> {
  if (cut === null) return { total: null, rows: null };
  const whole = await salesSoFar(tx, scope, 'day', cut);
  const rows = groupBy === 'day' ? null : await salesSoFar(tx, scope, groupBy, cut);
  return { total: whole === null ? NO_SALES : sumOf(whole.values()), rows };
}

/** What was sold in a range of days, by group, against the period before, with what is missing. */
export async function salesSummary(
  tx: Tx,
  asked: { business: ReportBusiness; storeIds: readonly Id[]; query: SalesSummaryQuery; nowMs: number },
): Promise<SalesSummary> {
  const { business, query, storeIds, nowMs } = asked;
  const range: DayRange = { from: query.from, to: query.to };
  const before = rangeBefore(range);
  const { cashierId, method, groupBy } = query;
  const scope: SalesScope = { businessId: business.id, range, storeIds, cashierId, method };
  const scopeBefore: SalesScope = { ...scope, range: before };
  const now = new Map((await salesSlices(tx, scope, groupBy)).map((slice) => [slice.key, slice]));
  // Each day of then counts in the group of its day of now: a week of then in that week, a month in that month.
  const shifted = { shiftDays: shiftDays(range) };
  const then = new Map((await salesSlices(tx, scopeBefore, groupBy, shifted)).map((slice) => [slice.key, slice]));
  const cut = await soFar(tx, scopeBefore, groupBy, timeOfToday(range, business, nowMs));
  // Each sale stands in every group whose lines it has; only the days count it once.
  const total = sumOf(await salesSlices(tx, scope, 'day'));
  const totalBefore = sumOf(await salesSlices(tx, scopeBefore, 'day'));
  const keys = [...new Set([...now.keys(), ...then.keys()])].toSorted();
  const nameOf = await sliceNames(tx, business.id, groupBy, keys);
  const rows = keys.map((key): Row => {
    const sumsThen = then.get(key);
    return {
      key,
      ...nameOf(key),
      figures: figuresOf(now.get(key) ?? NO_SALES),
      before: sumsThen === undefined ? null : figuresOf(sumsThen),
      beforeSoFar: cut.rows === null ? null : figuresOf(cut.rows.get(key) ?? NO_SALES),
    };
  });
  const silent = { businessId: business.id, storeIds, range, dayStartMinutes: business.dayStartMinutes };
  return {
    from: range.from,
    to: range.to,
    beforeFrom: before.from,
    beforeTo: before.to,
    groupBy,
    currency: business.currency,
    total: figuresOf(total),
    before: figuresOf(totalBefore),
    beforeSoFar: cut.total === null ? null : figuresOf(cut.total),
    rows: sortRows(rows, query.sort).slice(0, query.limit),
    asOf: new Date(nowMs).toISOString(),
    missing: [...(await missingTills(tx, silent, nowMs))],
    changedDays: [...(await changedDays(tx, scope, business.dayStartMinutes))],
  };
}
