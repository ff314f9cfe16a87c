import type { RangeHead } from '#shared/api/money-reports.ts';
import type { NowHead } from '#shared/api/stock-reports.ts';
import type { Id } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedDays } from './changed-days.ts';
import { type DayRange, rangeBefore, shiftDays } from './day-range.ts';
import { missingTills } from './missing-tills.ts';
import type { ReportBusiness } from './report-business.ts';
import type { SalesScope } from './sales-scope.ts';

/** A report that somebody asks for: of which business and stores, and what exactly. */
export type Asked<Query> = {
  readonly business: ReportBusiness;
  readonly storeIds: readonly Id[];
  readonly query: Query;
  readonly nowMs: number;
};

type RangeQuery = DayRange & { readonly cashierId?: Id | undefined; readonly method?: string | undefined };

/** What a question of a range is about, and the same of the period before. */
export function scopeOf({ business, storeIds, query }: Asked<RangeQuery>): SalesScope {
  const { from, to, cashierId, method } = query;
  return { businessId: business.id, storeIds, range: { from, to }, cashierId, method };
}

/** The period before: its scope, and how many days bring a day of then to its day of now. */
export function scopeBefore(scope: SalesScope): { readonly scope: SalesScope; readonly shift: number } {
  return { scope: { ...scope, range: rangeBefore(scope.range) }, shift: shiftDays(scope.range) };
}

/** How current a report of a range is, which tills it lacks, and which of its closed days changed. */
export async function rangeHead(tx: Tx, asked: Asked<RangeQuery>): Promise<RangeHead> {
  const { business, storeIds, nowMs } = asked;
  const scope = scopeOf(asked);
  const silent = { businessId: business.id, storeIds, range: scope.range, dayStartMinutes: business.dayStartMinutes };
  return {
    ...scope.range,
    currency: business.currency,
    asOf: new Date(nowMs).toISOString(),
    missing: [...(await missingTills(tx, silent, nowMs))],
    changedDays: [...(await changedDays(tx, scope, business.dayStartMinutes))],
  };
}

/** How current a report of this moment is: what a till sold since it fell silent today is not in it. */
export async function nowHead(tx: Tx, { business, storeIds, nowMs }: Asked<unknown>): Promise<NowHead> {
  const today = businessDateAt(instantAt(nowMs, business.timeZone), business.dayStartMinutes);
  const range = { from: today, to: today };
  const silent = { businessId: business.id, storeIds, range, dayStartMinutes: business.dayStartMinutes };
  return {
    currency: business.currency,
    asOf: new Date(nowMs).toISOString(),
    missing: [...(await missingTills(tx, silent, nowMs))],
  };
}
