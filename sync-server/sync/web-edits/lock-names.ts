import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

/**
 * Lets one edit of a business's records at a time through from the web, until its transaction ends.
 *
 * Names (skus, barcodes, codes of stores) have no unique index, since tills may give one twice while offline; the web checks
 * them under this lock. It also holds what If-Match was compared with.
 */
export async function lockNames(tx: Tx, businessId: Id): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`names ${businessId}`}, 0))`;
}
