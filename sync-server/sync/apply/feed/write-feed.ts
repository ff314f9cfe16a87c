import type { MakeId } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { FeedKey } from '../effects.ts';

/**
 * Moves rows to the head of the business's feed. It must be the last statement before COMMIT.
 *
 * The numbers come from one counter row, whose lock is the last one taken: a number that is visible has none below it
 * that is not. A sequence would show 7 before 6, and a till that asks in between would never see 6.
 */
export async function writeFeed(
  tx: Tx,
  write: { readonly businessId: string; readonly at: Date; readonly makeId: MakeId },
  keys: readonly FeedKey[],
): Promise<void> {
  if (keys.length === 0) return;
  await tx.unsafe(
    'select write_feed($1::uuid, $2::timestamptz, $3::uuid, $4::text[], $5::text[], $6::text[], $7::uuid[], $8::boolean[])',
    [
      write.businessId,
      write.at,
      write.makeId(),
      arrayLiteral(keys.map((key) => key.entity)),
      arrayLiteral(keys.map((key) => key.id)),
      arrayLiteral(keys.map((key) => key.class)),
      arrayLiteral(keys.map((key) => key.scopeId)),
      arrayLiteral(keys.map((key) => key.isGone)),
    ],
    { prepare: true },
  );
}

/** The row by which a till reads one of its own changes back. */
export function ownFactKey(change: {
  readonly tillId: string;
  readonly epochCounter: number;
  readonly seq: number;
}): FeedKey {
  return {
    entity: 'own_fact',
    id: `${change.tillId}/${change.epochCounter}/${change.seq}`,
    class: 'own',
    scopeId: change.tillId,
    isGone: false,
  };
}
