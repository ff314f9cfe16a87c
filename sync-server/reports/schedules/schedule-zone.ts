import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { reportBusiness } from '../report-business.ts';
import { type Rhythm, nextTime } from './next-time.ts';

/** When a schedule comes round next, by the wall clock of its store, or of the business. @throws {Fault} `not_found` for a store */
export async function dueAfter(
  tx: Tx,
  businessId: Id,
  rhythm: Rhythm & { readonly storeId: Id | undefined },
  nowMs: number,
): Promise<Date> {
  const { storeId } = rhythm;
  if (storeId !== undefined) {
    const found = await tx`select 1 from stores where business_id = ${businessId} and id = ${storeId}`;
    if (found.length === 0) throw new Fault('not_found', 'There is no such store.');
  }
  const business = await reportBusiness(tx, businessId, storeId === undefined ? [] : [storeId]);
  return new Date(nextTime(rhythm, business.timeZone, nowMs));
}
