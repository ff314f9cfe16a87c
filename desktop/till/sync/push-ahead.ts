import type { CancelTimer } from '../ports/timers.ts';
import { type PushAhead, type PushBatch, nextBatch } from './push-batch.ts';
import { sendPush } from './send-push.ts';
import type { Turn, SignedIn } from './turn.ts';

type Under = {
  readonly signed: Extract<SignedIn, { key: unknown }>;
  readonly session: number;
  readonly batch: PushBatch;
  readonly signal: AbortSignal;
};

/** The push under way is on the line by then; on a slower line it shares it with the next, and loses little by it. */
const ON_THE_LINE_MS = 5;

/**
 * Sends the next push behind the one that is under way: while the office writes that one, this one is read there.
 *
 * Two are out at most, and the second names the hash that it builds on, so that it counts only on top of the first.
 * Whatever goes wrong with the first cuts off the second, whose changes are sent again.
 *
 * @returns what ends it, where the answer is there before it began
 */
export function pushAhead(turn: Turn, under: Under): CancelTimer {
  const { memory, store, timers } = turn;
  const { signed, session, signal } = under;
  return timers.after(ON_THE_LINE_MS, () => {
    const before = under.batch.changes.at(-1);
    if (before === undefined || signal.aborted || memory.session !== session) return;
    const batch = store.read((reader) => nextBatch(reader, memory.pushSize.now(), before.seq + 1));
    if (batch === null || batch.epoch !== under.batch.epoch) return;
    const cut = new AbortController();
    const behind = { session, batch, previousHash: before.hash, signal: AbortSignal.any([signal, cut.signal]) };
    const reply = sendPush(turn, signed, behind);
    // Whoever cuts it off asks for no answer any more.
    reply.catch(() => undefined);
    memory.ahead = { session, batch, reply, cutOff: () => cut.abort() };
  });
}

/** The push that is out already, if it is still what has to go next; one that is not is cut off. */
export function takeAhead({ store, memory }: Turn, session: number): PushAhead | null {
  const { ahead } = memory;
  memory.ahead = null;
  if (ahead === null) return null;
  const { epoch, firstSeq } = ahead.batch;
  const isNext = store.read(
    (reader) => reader.meta.epoch()?.epoch === epoch && reader.places.firstWaitingSeq(epoch) === firstSeq,
  );
  if (isNext && ahead.session === session) return ahead;
  ahead.cutOff();
  return null;
}

/** What was sent behind a push that went wrong counts for nothing. */
export function dropAhead({ memory }: Pick<Turn, 'memory'>): void {
  memory.ahead?.cutOff();
  memory.ahead = null;
}
