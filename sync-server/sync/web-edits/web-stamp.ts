import { type Hlc, HLC_ZERO, makeHlc } from '#shared/base/hlc.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

/**
 * This moment as the store's till 0 stamps what it writes: not before anything that it wrote until now, and before all that it
 * will write.
 */
export async function webStamp(
  tx: Tx,
  at: { readonly businessId: Id; readonly storeId: Id; readonly nowMs: number },
): Promise<Hlc> {
  const [writer] = await tx<{ last_stamp: Hlc }[]>`
    select last_stamp from till_sync where business_id = ${at.businessId} and till_id = ${at.storeId}`;
  const last = writer?.last_stamp ?? HLC_ZERO;
  const now = makeHlc(at.nowMs - 1, LAST_COUNTER);
  return last > now ? last : now;
}

/** The last stamp of a millisecond: the next is the first of the one after. */
const LAST_COUNTER = 0xffff;
