import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

/**
 * Lets one request of the web at a time look at what an account holds and move it: a customer's debt, a credit, what is left
 * of a sale. Until the transaction ends.
 *
 * Tills don't take it: what they do meanwhile is true all the same, and is judged when it comes. Taken before anything of the
 * store is locked; of several the sale first, then the customer, then credits by their ids.
 */
export async function lockAccount(tx: Tx, businessId: Id, accountId: Id): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`account ${businessId} ${accountId}`}, 0))`;
}
