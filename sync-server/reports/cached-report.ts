import type { Id } from '#shared/base/ids.ts';
import { readThrough } from '#server/platform/cache/read-through.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import type { DayRange } from './day-range.ts';
import { missingTills } from './missing-tills.ts';
import type { ReportBusiness } from './report-business.ts';

const MINUTE_MS = 60_000;
/** By then a day is over in every zone and whenever it starts. */
const SURELY_OVER_MS = 3 * 24 * 60 * MINUTE_MS;

export interface ReportQuestion<Answer> {
  readonly type: string;
  readonly business: ReportBusiness;
  readonly storeIds: readonly Id[];
  readonly query: unknown;
  /** The days that it is about; those of a report of this moment begin and end today. */
  readonly range: DayRange;
  readonly nowMs: number;
  readonly isAnswer: (value: unknown) => value is Answer;
}

/**
 * A report from the cache, where nothing of the business moved since it was worked out; how current it is and which tills it
 * lacks is always asked anew, since silence moves nothing.
 *
 * What a running day says of itself hangs on the minute, so it is kept for that minute; what is long over is kept longer.
 */
export async function cachedReport<Answer>(
  deps: Pick<ServerDeps, 'cache' | 'metrics'>,
  tx: Tx,
  question: ReportQuestion<Answer>,
  make: () => Promise<Answer>,
): Promise<Answer> {
  const { type, business, storeIds, query, range, nowMs } = question;
  const isOver = range.to < new Date(nowMs - SURELY_OVER_MS).toISOString().slice(0, 10);
  const minute = isOver ? null : Math.floor(nowMs / MINUTE_MS);
  const { value, isKept } = await readThrough(
    deps,
    tx,
    {
      cache: 'report',
      businessId: business.id,
      params: [type, query, storeIds, minute],
      reads: 'anything',
      isValue: question.isAnswer,
    },
    make,
  );
  if (!isKept) return value;
  const scope = { businessId: business.id, storeIds, range, dayStartMinutes: business.dayStartMinutes };
  const head = { asOf: new Date(nowMs).toISOString(), missing: [...(await missingTills(tx, scope, nowMs))] };
  return Object.assign({}, value, head);
}
