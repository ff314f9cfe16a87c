import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

/** What every report needs of its business. */
export type ReportBusiness = {
  readonly id: Id;
  readonly currency: string;
  /** That of the stores asked for where they share one, else the business's own. */
  readonly timeZone: string;
  readonly dayStartMinutes: number;
};

/** A business as its stores see it. */
export async function reportBusiness(tx: Tx, businessId: Id, storeIds: readonly Id[]): Promise<ReportBusiness> {
  const [row] = await tx<(ReportBusiness & { storeZones: string[] | null })[]>`
    select b.business_id as id, b.currency, b.time_zone as "timeZone", b.day_start_minutes as "dayStartMinutes",
           (select array_agg(distinct s.time_zone) from stores s
             where s.business_id = b.business_id and s.id = any(${[...storeIds]}::uuid[])) as "storeZones"
      from businesses b where b.business_id = ${businessId}`;
  const { storeZones, timeZone, ...business } = must(row, 'whoever is signed in belongs to a business');
  const [zone, ...others] = storeZones ?? [];
  return { ...business, timeZone: zone !== undefined && others.length === 0 ? zone : timeZone };
}
