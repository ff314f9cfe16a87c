import { type Id, type MakeId, NO_ID } from '#shared/base/ids.ts';
import type { Pool } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { retryQuarantined } from './retry-quarantined.ts';

export type RetryDeps = {
  readonly pool: Pool;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
  readonly log: { readonly warn: (what: object, message: string) => void };
};

const RETRIED_AT_ONCE = 500;
const TOMBSTONE_DAYS = 180;
const DAY_MS = 86_400_000;

/**
 * Tries what waits of a business again, once in the life of this process: a deploy may read what the last could not. One that
 * was cut off by a fault begins again. Once a day, tombstones that every till has seen long ago are forgotten too.
 *
 * What waits for a person's word, not for a newer program, is left alone.
 */
export function createRetryAfterStart(deps: RetryDeps): (businessId: Id) => Promise<void> {
  const retried = new Set<Id>();
  const prunedAtMs = new Map<Id, number>();
  const prune = async (businessId: Id): Promise<void> => {
    const nowMs = deps.nowMs();
    if (nowMs - (prunedAtMs.get(businessId) ?? Number.NEGATIVE_INFINITY) < DAY_MS) return;
    prunedAtMs.set(businessId, nowMs);
    const before = new Date(nowMs - TOMBSTONE_DAYS * DAY_MS);
    await withTenant(deps.pool, businessId, (tx) => tx`select prune_feed(${businessId}, ${before})`);
  };
  return async (businessId) => {
    await prune(businessId);
    if (retried.has(businessId)) return;
    retried.add(businessId);
    try {
      await retryAll(deps, businessId);
    } catch (error) {
      retried.delete(businessId);
      throw error;
    }
  };
}

async function retryAll(deps: RetryDeps, businessId: Id): Promise<void> {
  for (let after: Id = NO_ID; ;) {
    const waiting = await withTenant(
      deps.pool,
      businessId,
      (tx) => tx<{ id: Id }[]>`
        select id from sync_quarantine where business_id = ${businessId} and state = 'waiting' and id > ${after}
          and reason not in ('till_revoked', 'hash_mismatch', 'wrong_tenant', 'id_clash') order by id limit ${RETRIED_AT_ONCE}`,
    );
    for (const { id } of waiting) await retryOne(deps, businessId, id);
    const last = waiting.at(-1);
    if (last === undefined || waiting.length < RETRIED_AT_ONCE) return;
    after = last.id;
  }
}

async function retryOne(deps: RetryDeps, businessId: Id, id: Id): Promise<void> {
  try {
    const settler = { businessId, at: new Date(deps.nowMs()), makeId: deps.makeId, userId: null };
    await withTenant(deps.pool, businessId, (tx) => retryQuarantined(tx, settler, id));
  } catch (error) {
    deps.log.warn({ err: error, quarantineId: id }, 'a change in quarantine could not be tried again');
  }
}
