import type { Id } from '#shared/base/ids.ts';
import type { Pool, Tx } from './pool.ts';

/**
 * Runs `work` in one transaction for one business: row-level security then shows and takes that business's rows only.
 *
 * The setting ends with the transaction, so that a connection never carries a business over to the next request.
 */
export async function withTenant<Result>(
  pool: Pool,
  businessId: Id,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const { result } = await pool.begin(async (tx) => {
    await tx`select set_config('app.business', ${businessId}, true)`;
    return { result: await work(tx) };
  });
  return result;
}

/** The same for reading: one snapshot of the business, however many queries the answer takes; writing is refused. */
export async function readTenant<Result>(
  pool: Pool,
  businessId: Id,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const { result } = await pool.begin('isolation level repeatable read read only', async (tx) => {
    await tx`select set_config('app.business', ${businessId}, true)`;
    return { result: await work(tx) };
  });
  return result;
}
