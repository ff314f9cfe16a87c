import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

/** What every report needs of its business. */
export type ReportBusiness = {
  readonly id: Id;
  readonly currency: string;
  readonly timeZone: string;
  readonly dayStartMinutes: number;
};

export async function reportBusiness(tx: Tx, businessId: Id): Promise<ReportBusiness> {
  const [row] = await tx<ReportBusiness[]>`
    select business_id as id, currency, time_zone as "timeZone", day_start_minutes as "dayStartMinutes"
      from businesses where business_id = ${businessId}`;
  return must(row, 'whoever is signed in belongs to a business');
}
