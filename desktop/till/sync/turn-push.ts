import { type PushAnswer, type RawQuarantineRequest, pushAnswerSchema } from '#shared/sync/push.ts';
import { SIGNATURE_HEADER } from '#shared/sync/signing.ts';
import type { LaneResult } from './lane.ts';
import { dropAhead, pushAhead, takeAhead } from './push-ahead.ts';
import { offerNext } from './offer-next.ts';
import { type PushBatch, nextBatch, signatureOf } from './push-batch.ts';
import { pruneChanges } from './prune-changes.ts';
import { PUSH_MOVES, WORK } from './sync-state.ts';
import { sendPush } from './send-push.ts';
import { takeAcks } from './take-acks.ts';
import type { TillKey } from './till-key.ts';
import type { Token } from './token-client.ts';
import { type FailedReply, type Turn, follow, signIn } from './turn.ts';
import type { OfficeReply } from './office-client.ts';

const QUARANTINE_PATH = '/api/v1/sync/quarantine';
const PRUNE_EVERY_MS = 60 * 60 * 1000;
/** How long a till that was switched off believes that the office still has all and still wants it so. */
const ASK_AGAIN_MS = 30_000;
/** On a slow line a push that takes longer is large enough: what a break of the line costs grows with it. */
const GROW_WITHIN_MS = 5000;

type PushReply = OfficeReply<PushAnswer>;

/** Sends the next changes that wait, in order, and takes what the office acknowledges. Where it flows, one goes ahead. */
export async function turnPush(turn: Turn, signal: AbortSignal): Promise<LaneResult> {
  const { memory } = turn;
  let result: LaneResult = 'halt';
  try {
    result = await pushOnce(turn, signal);
  } finally {
    memory.isFlowing = result === 'more' && memory.isFlowing;
    if (!memory.isFlowing) dropAhead(turn);
  }
  return result;
}

async function pushOnce(turn: Turn, signal: AbortSignal): Promise<LaneResult> {
  const { memory } = turn;
  const session = memory.session;
  if (!WORK[memory.state].push || session === null) return 'halt';
  const ahead = takeAhead(turn, session);
  const batch = ahead?.batch ?? turn.store.read((reader) => nextBatch(reader, memory.pushSize.now()));
  if (batch === null) {
    const { offers } = memory;
    return memory.state === 'normal' && offers?.doing === 'send' ? offerNext(turn, offers) : rest(turn);
  }
  const signed = await signIn(turn, signal);
  if (signal.aborted) return 'halt';
  if ('failed' in signed) {
    ahead?.cutOff();
    return failed(turn, batch, signed.failed);
  }
  setPushing(turn, true);
  const sending = ahead?.reply ?? sendPush(turn, signed, { session, batch, signal });
  const endAhead = memory.isFlowing ? pushAhead(turn, { signed, session, batch, signal }) : () => undefined;
  memory.isFlowing = false;
  const sinceMs = turn.timers.monotonicMs();
  try {
    let reply = await sending;
    if (signal.aborted) return 'halt';
    if (reply.kind === 'refused' && batch.changes.length === 1) {
      if (isFirstRefusal(turn, batch)) return 'more';
      reply = await sendRaw(turn, { batch, session, ...signed, signal });
      if (signal.aborted) return 'halt';
      // The door refuses even the raw bytes: that is no case for trying as fast as the line allows.
      if (reply.kind === 'refused') return follow(turn, PUSH_MOVES.busy, reply);
    }
    if (memory.session !== session) return 'halt';
    // The line turned two pushes round, and the first is taken by now: this one goes again, alone.
    if (ahead !== null && reply.kind !== 'good' && reply.code === 'sequence_gap') return 'more';
    return reply.kind === 'good' ? acknowledged(turn, batch, { reply, sinceMs }) : failed(turn, batch, reply);
  } finally {
    endAhead();
    setPushing(turn, false);
  }
}

function isFirstRefusal({ memory }: Turn, { epoch, firstSeq }: PushBatch): boolean {
  const place = `${epoch}/${firstSeq}`;
  if (memory.refusedAlone === place) return false;
  memory.refusedAlone = place;
  return true;
}

function acknowledged(
  turn: Turn,
  batch: PushBatch,
  { reply, sinceMs }: { readonly reply: Extract<PushReply, { kind: 'good' }>; readonly sinceMs: number },
): LaneResult {
  const { memory } = turn;
  memory.contacted({ ...reply, serverTimeMs: reply.answer.serverTime });
  const result = turn.store.write((writer) =>
    takeAcks(writer, batch.epoch, reply.answer.acks, memory.clock.officeNowMs()),
  );
  turn.store.cutJournal();
  turn.onPush('sync');
  if (result.taken < batch.changes.length) {
    // An answer about another history: both look at their heads again before anything more is sent.
    turn.log.warn('sync_acks_not_ours', { sent: batch.changes.length, taken: result.taken });
    memory.state = 'greeting';
    memory.greetings += 1;
    return 'halt';
  }
  memory.isFlowing = true;
  if (turn.timers.monotonicMs() - sinceMs <= GROW_WITHIN_MS) memory.pushSize.good();
  memory.lastPushMs = turn.nowMs();
  memory.moved();
  if (result.quarantined > 0) turn.log.warn('sync_quarantined', { count: result.quarantined });
  return 'more';
}

function failed(turn: Turn, batch: PushBatch, reply: FailedReply): LaneResult {
  const lastSeq = batch.firstSeq + batch.changes.length - 1;
  turn.store.write((writer) =>
    writer.changes.tried({ epoch: batch.epoch, firstSeq: batch.firstSeq, lastSeq }, reply.code),
  );
  return follow(turn, PUSH_MOVES[reply.kind], { ...reply, size: turn.memory.pushSize, tried: batch.changes.length });
}

/** Nothing waits: the second copy is cut, and what is long acknowledged is forgotten. */
function rest(turn: Turn): LaneResult {
  turn.memory.progressed(turn.timers.monotonicMs());
  turn.store.cutJournal();
  const nowMs = turn.timers.monotonicMs();
  if (turn.memory.state === 'revoked' && nowMs - turn.memory.lastHelloMs >= ASK_AGAIN_MS) {
    // It pulls nothing and may have nothing more to send: only hello tells it of an office that came back from a backup.
    turn.tokens.drop();
    turn.memory.state = 'greeting';
    return 'halt';
  }
  if (turn.memory.prunedMs !== null && nowMs - turn.memory.prunedMs < PRUNE_EVERY_MS) return 'idle';
  turn.memory.prunedMs = nowMs;
  const pruned = turn.store.write((writer) => pruneChanges(writer, turn.memory.clock.officeNowMs()));
  if (pruned > 0) turn.log.info('sync_pruned', { changes: pruned });
  return 'idle';
}

/** A single change that the door won't read goes as it is: it counts as received, and a person looks at it. */
async function sendRaw(
  turn: Turn,
  what: {
    readonly batch: PushBatch;
    readonly session: number;
    readonly key: TillKey;
    readonly token: Token;
    readonly signal: AbortSignal;
  },
): Promise<PushReply> {
  const change = what.batch.changes[0];
  if (change === undefined) return { kind: 'odd', code: 'office_answer_odd', serverDateMs: null };
  const id = turn.store.read((reader) => reader.changes.at(change.epoch, change.seq)?.id);
  const request: RawQuarantineRequest = {
    session: what.session,
    epoch: change.epoch,
    seq: change.seq,
    hash: change.hash,
    raw: Buffer.from(change.body).toString('base64'),
    ...(id === undefined ? {} : { id }),
  };
  const body = Buffer.from(JSON.stringify(request));
  const { session, epoch, seq: firstSeq } = request;
  const signature = signatureOf(what.key, body, { path: QUARANTINE_PATH, session, epoch, firstSeq });
  return turn.office.ask({
    method: 'POST',
    path: QUARANTINE_PATH,
    headers: {
      authorization: what.token.header,
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: signature,
    },
    body,
    schema: pushAnswerSchema,
    signal: what.signal,
  });
}

function setPushing(turn: Turn, isPushing: boolean): void {
  const { memory } = turn;
  if (memory.isPushing === isPushing) return;
  memory.isPushing = isPushing;
  turn.onPush('sync');
}
