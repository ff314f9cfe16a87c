import type { ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ChangeRow, INSERT_CHANGES, appliedRow } from '../apply/change-rows.ts';
import { type Stamp, runInTurn, runRows } from '../rows/insert-rows.ts';
import { type JudgingState, type JudgingView, type ReadBody, judgeChange } from './judge-change.ts';
import { changesById } from './known-changes.ts';
import type { Received } from './received.ts';

/** A change of a push and what its body says. */
export type ReadChange = { readonly envelope: ChangeEnvelope; readonly body: ReadBody };

/** What a batch was judged as; `kept` is over when what is to be applied stands in `changes`. */
export type ReceivedBatch = { readonly received: readonly Received[]; readonly kept: Promise<void> };

/**
 * Judges the new changes of a push in their order, and keeps those that are to be applied.
 *
 * The database writes their bodies while the program works out what they do. What turns out to be refused or odd then is
 * corrected in its row afterwards.
 */
export async function receiveFresh(
  tx: Tx,
  stamp: Stamp,
  view: Omit<JudgingView, 'known'>,
  fresh: readonly ReadChange[],
): Promise<ReceivedBatch & { readonly state: JudgingState }> {
  const { till, epoch } = view;
  const state: JudgingState = { previousHash: epoch.chainHash, stamp: till.lastStamp, seen: new Map() };
  const ids = fresh.flatMap(({ body }) => body.seen.id ?? []);
  const known = await changesById(tx, till.businessId, ids);
  const received = fresh.map(({ envelope, body }) => judgeChange({ ...view, known }, state, envelope, body));
  const rows = received.flatMap((one) => (one.kind === 'apply' ? [appliedRow(till, one.incoming, undefined)] : []));
  const kept = runInTurn(partsOf(rows).map((part) => () => runRows(tx, stamp, INSERT_CHANGES, part)));
  return { received, state, kept };
}

/** Bodies of one statement: a megabyte at once costs PostgreSQL twice the time, most of it for memory that it takes and gives back. */
const PART_CHARACTERS = 96 * 1024;

function partsOf(rows: readonly ChangeRow[]): ChangeRow[][] {
  const parts: ChangeRow[][] = [];
  let part: ChangeRow[] = [];
  let characters = 0;
  for (const row of rows) {
    const length = row.body?.length ?? 0;
    if (part.length > 0 && characters + length > PART_CHARACTERS) {
      parts.push(part);
      part = [];
      characters = 0;
    }
    part.push(row);
    characters += length;
  }
  return part.length === 0 ? parts : [...parts, part];
}
