import type { Id } from '#shared/base/ids.ts';
import type { MissingTill } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import type { DayRange } from './day-range.ts';
import { type HourSold, daysToLearnFrom, expectedSales, silentHours } from './expected-sales.ts';

/** A till says hello far more often; after this it counts as silent. */
export const SILENT_AFTER_MS = 5 * 60_000;

type TillRow = {
  readonly till_id: Id;
  readonly till_name: string;
  readonly store_id: Id;
  readonly store_name: string;
  readonly time_zone: string;
  readonly last_seen_at: Date | null;
  readonly waiting_known: number;
  readonly since: Date;
};

async function silentTills(
  tx: Tx,
  scope: { businessId: Id; storeIds: readonly Id[] },
  nowMs: number,
): Promise<readonly TillRow[]> {
  return tx<TillRow[]>`
    select y.till_id, t.name as till_name, s.id as store_id, s.name as store_name, s.time_zone, y.last_seen_at, y.waiting_known, y.created_at as since
      from till_sync y
      join tills t on t.business_id = y.business_id and t.id = y.till_id
      join stores s on s.business_id = t.business_id and s.id = t.store_id
     where y.business_id = ${scope.businessId} and y.kind = 'till' and y.status = 'active' and y.public_key is not null
       and (${scope.storeIds.length === 0} or s.id = any(${[...scope.storeIds]}::uuid[]))
       and (y.last_seen_at is null or y.last_seen_at < ${new Date(nowMs - SILENT_AFTER_MS)} or y.waiting_known > 0)
     order by y.last_seen_at nulls first, y.till_id`;
}

async function hoursSold(tx: Tx, businessId: Id, till: TillRow, days: readonly string[]): Promise<readonly HourSold[]> {
  if (days.length === 0) return [];
  return tx<HourSold[]>`
    select business_date as "businessDate", local_hour as hour, count(*) filter (where kind <> 'refund')::bigint as sales, sum(total_minor)::bigint as "totalMinor"
      from sales_orders
     where business_id = ${businessId} and store_id = ${till.store_id} and till_id = ${till.till_id} and business_date = any(${[...days]}::date[])
     group by 1, 2`;
}

/** The tills that were silent in a range of days, and what they usually sell in that time. Days that ended before they fell silent are whole. */
export async function missingTills(
  tx: Tx,
  scope: {
    readonly businessId: Id;
    readonly storeIds: readonly Id[];
    readonly range: DayRange;
    readonly dayStartMinutes: number;
  },
  nowMs: number,
): Promise<readonly MissingTill[]> {
  const missing: MissingTill[] = [];
  for (const till of await silentTills(tx, scope, nowMs)) {
    const fromMs = (till.last_seen_at ?? till.since).getTime();
    const hours = silentHours(
      { fromMs, toMs: nowMs, zone: till.time_zone, dayStartMinutes: scope.dayStartMinutes },
      scope.range,
    );
    if (hours.length === 0) continue;
    const sold = await hoursSold(tx, scope.businessId, till, daysToLearnFrom(hours));
    missing.push({
      tillId: till.till_id,
      tillName: till.till_name,
      storeId: till.store_id,
      storeName: till.store_name,
      lastSeenAt: till.last_seen_at?.toISOString() ?? null,
      waitingKnown: till.waiting_known,
      ...expectedSales(hours, sold),
    });
  }
  return missing;
}
