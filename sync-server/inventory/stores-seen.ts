import type { Id } from '#shared/base/ids.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';

/**
 * The stores that a list is read of: the one that is named, else all that the person may see. Lists name them one by one,
 * so that what is kept by store is found by its index.
 *
 * @throws {Fault} `not_found` for one beyond the person's limits
 */
export async function storesSeen(tx: Tx, session: Session, storeId: Id | undefined): Promise<Id[]> {
  if (storeId !== undefined) {
    requireStore(session, storeId);
    return [storeId];
  }
  if (session.storeIds.length > 0) return [...session.storeIds];
  const stores = await tx<
    { id: Id }[]
  >`select id from stores where business_id = ${session.businessId} and not is_deleted`;
  return stores.map(({ id }) => id);
}
