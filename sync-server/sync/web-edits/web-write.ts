import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { Fault } from '#shared/base/fault.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import type { WebWrite } from '../apply/apply-web-change.ts';

/** Who writes records from the web, and by which clock. The business must be there. */
export async function webWriteOf(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs'>,
  { businessId, userId }: { readonly businessId: Id; readonly userId: Id },
): Promise<WebWrite> {
  const [business] = await tx<{ time_zone: string; day_start_minutes: number }[]>`
    select time_zone, day_start_minutes from businesses where business_id = ${businessId}`;
  const { time_zone: timeZone, day_start_minutes: dayStartMinutes } = must(business, 'a writer has a business');
  return {
    businessId,
    storeId: null,
    actorId: userId,
    nowMs: deps.nowMs(),
    timeZone,
    dayStartMinutes,
    makeId: deps.makeId,
  };
}

/**
 * Who writes a store's facts from the web, by the store's own clock and day.
 *
 * @throws {Fault} `not_found` for a store that is not there, or that the person may not see
 */
export async function storeWriteOf(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs'>,
  session: Pick<Session, 'businessId' | 'userId' | 'storeIds'>,
  storeId: Id,
): Promise<WebWrite> {
  requireStore(session, storeId);
  const [store] = await tx<{ time_zone: string }[]>`
    select time_zone from stores where business_id = ${session.businessId} and id = ${storeId} and not is_deleted`;
  if (store === undefined) throw new Fault('not_found', 'There is no such store.');
  return { ...(await webWriteOf(tx, deps, session)), storeId, timeZone: store.time_zone };
}
