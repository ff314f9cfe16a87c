import { type RowOf, insertOf } from '../rows/insert-rows.ts';
import type { Incoming } from './incoming.ts';

/** One row for each (till, epoch, seq) ever received. */
export const INSERT_CHANGES = insertOf('changes', {
  till_id: 'uuid',
  epoch_counter: 'integer',
  seq: 'bigint',
  id: 'uuid',
  body_hash: 'hex',
  hash: 'hex',
  body: 'text',
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
