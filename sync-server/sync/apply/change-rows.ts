import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import { type RowOf, type Stamp, insertOf } from '../rows/insert-rows.ts';
import type { Incoming } from './incoming.ts';

/** One row for each (till, epoch, seq) ever received. */
export const INSERT_CHANGES = insertOf('changes', {
  till_id: 'uuid',
  epoch_counter: 'integer',
  seq: 'bigint',
  id: 'uuid',
  body_hash: 'hex',
  hash: 'hex',
  body: 'body',
  type: 'text',
  v: 'integer',
  entity_id: 'uuid',
  store_id: 'uuid',
  actor_id: 'uuid',
  occurred_at: 'timestamptz',
  business_date: 'date',
  rank: 'text',
  outcome: 'text',
  code: 'text',
});
export type ChangeRow = RowOf<typeof INSERT_CHANGES.columns>;

/** The row of a change that was applied; `reasons` say what is odd about it. */
export function appliedRow(
  writer: { readonly tillId: string; readonly storeId: string | null },
  incoming: Incoming,
  reasons: readonly string[] | undefined,
): ChangeRow {
  const { change } = incoming;
  return {
    till_id: writer.tillId,
    epoch_counter: incoming.epochCounter,
    seq: incoming.seq,
    id: change.id,
    body_hash: incoming.bodyHash,
    hash: incoming.hash,
    body: incoming.body,
    type: change.type,
    v: change.v,
    entity_id: change.entityId,
    store_id: writer.storeId,
    actor_id: change.actorId,
    occurred_at: new Date(change.occurredAt.ms).toISOString(),
    business_date: change.businessDate,
    rank: incoming.rank,
    outcome: reasons === undefined ? 'applied' : 'applied_for_review',
    code: reasons?.[0] ?? null,
  };
}

/** What became of a change whose row stood there before it was applied: odd though applied, or set apart. */
export type Correction = { readonly seq: number; readonly outcome: string; readonly code: string };

const CORRECT = `update changes c set outcome = r.outcome, code = r.code, updated_at = $2::timestamptz,
    body = case r.outcome when 'quarantined' then null else c.body end,
    v = case r.outcome when 'quarantined' then 0 else c.v end,
    entity_id = case r.outcome when 'quarantined' then null else c.entity_id end,
    actor_id = case r.outcome when 'quarantined' then null else c.actor_id end,
    occurred_at = case r.outcome when 'quarantined' then null else c.occurred_at end,
    business_date = case r.outcome when 'quarantined' then null else c.business_date end
  from unnest($5::bigint[], $6::text[], $7::text[]) as r (seq, outcome, code)
  where c.business_id = $1::uuid and c.till_id = $3::uuid and c.epoch_counter = $4::integer and c.seq = r.seq`;

/** Says so in the rows; of what waits in quarantine a row keeps its place, its id and its hash, and no more. */
export async function correctChanges(
  tx: Tx,
  stamp: Stamp,
  of: { readonly tillId: string; readonly epochCounter: number },
  corrections: readonly Correction[],
): Promise<void> {
  if (corrections.length === 0) return;
  await tx.unsafe(
    CORRECT,
    [
      stamp.businessId,
      stamp.at,
      of.tillId,
      of.epochCounter,
      arrayLiteral(corrections.map(({ seq }) => seq)),
      arrayLiteral(corrections.map(({ outcome }) => outcome)),
      arrayLiteral(corrections.map(({ code }) => code)),
    ],
    { prepare: true },
  );
}
