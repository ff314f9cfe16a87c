import type { Id, MakeId } from '#shared/base/ids.ts';
import type { Pool } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { retryQuarantined } from './retry-quarantined.ts';

export type RetryDeps = {
  readonly pool: Pool;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
  readonly log: { readonly warn: (what: object, message: string) => void };
};

const RETRIED_AT_ONCE_MAX = 500;
const TOMBSTONE_DAYS = 180;
const DAY_MS = 86_400_000;

/**
 * Tries what waits of a business again, once in the life of this process: a deploy may read what the last could not.
 * Tombstones that every till has seen long ago are forgotten at the same time.
 *
 * What waits for a person's word, not for a newer program, is left alone.
 */
export function createRetryAfterStart(deps: RetryDeps): (businessId: Id) => Promise<void> {
  const retried = new Set<Id>();
  return async (businessId) => {
    if (retried.has(businessId)) return;
    retried.add(businessId);
    const before = new Date(deps.nowMs() - TOMBSTONE_DAYS * DAY_MS);
    await withTenant(deps.pool, businessId, (tx) => tx`select prune_feed(${businessId}, ${before})`);
    const waiting = await withTenant(
      deps.pool,
      businessId,
      (tx) => tx<{ id: Id }[]>`
        select id from sync_quarantine where business_id = ${businessId} and state = 'waiting'
          and reason not in ('till_revoked', 'hash_mismatch', 'wrong_tenant', 'id_clash') order by created_at, seq limit ${RETRIED_AT_ONCE_MAX}`,
    );
    for (const { id } of waiting) {
      try {
        const settler = { businessId, at: new Date(deps.nowMs()), makeId: deps.makeId, userId: null };
        await withTenant(deps.pool, businessId, (tx) => retryQuarantined(tx, settler, id));
      } catch (error) {
        deps.log.warn({ err: error, quarantineId: id }, 'a change in quarantine could not be tried again');
      }
    }
  };
}
