import type { ServerHead, TillHead } from './hello.ts';

/**
 * Whether two chains of one epoch agree at the lower `lastSeq`.
 *
 * `unknown`: the side that should hold the hash, or what must be sent after it, doesn't. `left_to_till`: the server can't
 * tell, since only the till holds its own older hashes; it looks when it has the answer.
 */
export type Agreement = 'equal' | 'differs' | 'unknown' | 'left_to_till';

function compare(one: string | undefined, other: string | undefined, seq: number): Agreement {
  if (seq === 0) return (one ?? '') === (other ?? '') ? 'equal' : 'unknown';
  if (one === undefined || other === undefined || one === '' || other === '') return 'unknown';
  return one === other ? 'equal' : 'differs';
}

/** What the server sees; `server.hashAtYours` is its hash at the till's `lastSeq`, where it reached that far. */
export function agreementSeenByServer(mine: TillHead, server: ServerHead): Agreement {
  if (server.lastSeq > mine.lastSeq) return compare(server.hashAtYours, mine.lastHash, mine.lastSeq);
  if (server.lastSeq === mine.lastSeq) return compare(server.lastHash, mine.lastHash, mine.lastSeq);
  if (server.lastSeq === mine.ackedSeq) return compare(server.lastHash, mine.ackedHash, mine.ackedSeq);
  return 'left_to_till';
}

/** The till's own log of one epoch, as far back as it still holds it. */
export type HeldChanges = {
  /** The hash at a seq, undefined where it was pruned. */
  readonly hashAt: (seq: number) => string | undefined;
  /** Every change from this seq to the head is held; head + 1 where none is. */
  readonly heldFrom: number;
};

/** What the till sees of the server's answer. A gap that it can't fill any more reads as `unknown`. */
export function agreementSeenByTill(mine: TillHead, server: ServerHead, held: HeldChanges): Agreement {
  if (server.lastSeq > mine.lastSeq) return compare(server.hashAtYours, mine.lastHash, mine.lastSeq);
  if (server.lastSeq === mine.lastSeq) return compare(server.lastHash, mine.lastHash, mine.lastSeq);
  if (held.heldFrom > server.lastSeq + 1) return 'unknown';
  const own = server.lastSeq === mine.ackedSeq ? mine.ackedHash : held.hashAt(server.lastSeq);
  return compare(server.lastHash, server.lastSeq === 0 ? '' : own, server.lastSeq);
}
