import type { Id } from '#shared/base/ids.ts';
import { withAfterCommit } from './after-commit.ts';
import type { Pool, Tx } from './pool.ts';

/**
 * How long one statement of a kind of work may take, and how long it may wait for a lock: whoever waits longer is told to
 * try again, instead of holding a connection that others need.
 */
const TIME_LIMITS = {
  read: { statement: '20s', lock: '5s' },
  report: { statement: '60s', lock: '5s' },
  write: { statement: '30s', lock: '10s' },
} as const;
export type ReadingWork = 'read' | 'report';

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
  return withAfterCommit(async () => {
    const { result } = await pool.begin(async (tx) => {
      await begin(tx, businessId, 'write');
      return { result: await work(tx) };
    });
    return result;
  });
}

/** The same for reading: one snapshot of the business, however many queries the answer takes; writing is refused. */
export async function readTenant<Result>(
  pool: Pool,
  businessId: Id,
  work: (tx: Tx) => Promise<Result>,
  kind: ReadingWork = 'read',
): Promise<Result> {
  const { result } = await pool.begin('isolation level repeatable read read only', async (tx) => {
    await begin(tx, businessId, kind);
    return { result: await work(tx) };
  });
  return result;
}

async function begin(tx: Tx, businessId: Id, kind: keyof typeof TIME_LIMITS): Promise<void> {
  const { statement, lock } = TIME_LIMITS[kind];
  await tx`select set_config('app.business', ${businessId}, true), set_config('statement_timeout', ${statement}, true),
    set_config('lock_timeout', ${lock}, true)`;
}
