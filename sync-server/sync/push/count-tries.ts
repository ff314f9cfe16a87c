import type { ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import type { Pool } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import type { TillToken } from '../door/till-token.ts';

/** Counts one more failure of a change, in a transaction of its own, so that a restart forgets none. */
export function countTry(
  deps: { readonly pool: Pool; readonly nowMs: () => number },
  token: TillToken,
  change: ChangeEnvelope,
  code: string,
): Promise<number> {
  return withTenant(deps.pool, token.businessId, async (tx) => {
    const at = new Date(deps.nowMs());
    const [row] = await tx<{ tries: number }[]>`
      insert into sync_tries as t (business_id, till_id, epoch_counter, seq, hash, tries, code, created_at, updated_at)
      values (${token.businessId}, ${token.tillId}, ${epochCounter(change.epoch)}, ${change.seq}, ${change.hash}, 1, ${code}, ${at}, ${at})
      on conflict (business_id, till_id, epoch_counter, seq, hash) do update set tries = t.tries + 1, code = excluded.code, updated_at = excluded.updated_at
      returning t.tries`;
    return row?.tries ?? 0;
  });
}
