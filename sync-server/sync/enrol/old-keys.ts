import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

type TillOf = { readonly businessId: Id; readonly tillId: Id };

/** Keeps a till's key before another takes its place: what its machine still holds can enter by approval. */
export async function rememberKey(tx: Tx, { businessId, tillId, at }: TillOf & { readonly at: Date }): Promise<void> {
  await tx`
    insert into till_old_keys (business_id, till_id, public_key, epoch_counter, created_at, updated_at)
    select business_id, till_id, public_key, epoch_counter, ${at}, ${at} from till_sync
    where business_id = ${businessId} and till_id = ${tillId} and public_key is not null and exists (
      select from till_epochs e where e.business_id = ${businessId} and e.till_id = ${tillId} and e.counter = epoch_counter)
    on conflict do nothing`;
}

/** The keys that a till had before, newest first. */
export async function oldKeysOf(tx: Tx, { businessId, tillId }: TillOf): Promise<string[]> {
  const rows = await tx<{ public_key: string }[]>`
    select public_key from till_old_keys where business_id = ${businessId} and till_id = ${tillId} order by epoch_counter desc limit 20`;
  return rows.map((row) => row.public_key);
}
