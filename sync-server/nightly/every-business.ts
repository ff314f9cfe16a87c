import { type Id, NO_ID } from '#shared/base/ids.ts';
import type { Pool } from '#server/store/pool.ts';

const BUSINESSES_AT_ONCE = 500;

/** Every business of the database, in the order of their ids. */
export async function* everyBusiness(pool: Pool): AsyncGenerator<Id> {
  for (let after: Id = NO_ID; ;) {
    const page = await pool<{ business_id: Id }[]>`
      select business_id from jobs.nightly_audits where business_id > ${after} order by business_id limit ${BUSINESSES_AT_ONCE}`;
    for (const { business_id: businessId } of page) yield businessId;
    const last = page.at(-1);
    if (last === undefined || page.length < BUSINESSES_AT_ONCE) return;
    after = last.business_id;
  }
}
