import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { endOldestCodes } from '#server/sync/enrol/end-oldest-codes.ts';
import { planRoomLeft, requirePlanRoom } from '../billing/require-plan-room.ts';

/**
 * Refuses a code for a till that the plan has no room for. A machine that takes the place of a till that works needs none.
 *
 * A code is a promise: no more of them stay good than there is room, the newest first. So no machine is turned away that
 * comes with a code.
 *
 * @throws {Fault} `plan_limit`
 */
export async function requireTillRoom(
  tx: Tx,
  deps: Pick<ServerDeps, 'config' | 'nowMs'>,
  businessId: Id,
  replacesTillId: Id | null,
): Promise<void> {
  const replaced = await tx`
    select 1 from tills where business_id = ${businessId} and id = ${replacesTillId} and status = 'active' and not is_deleted`;
  if (replaced.length > 0) return;
  await requirePlanRoom(tx, deps, businessId, 'tills');
  const left = await planRoomLeft(tx, deps, businessId, 'tills');
  if (left !== null) await endOldestCodes(tx, { businessId, kept: left - 1, nowMs: deps.nowMs() });
}
