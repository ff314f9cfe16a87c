import { type HelloAnswer, type HelloRequest, helloAnswerSchema } from '#shared/sync/hello.ts';
import { BACKOFF_MIN_MS } from '#shared/sync/limits.ts';
import { OUTCAST_KEY } from './become-till.ts';
import { finishHealing } from './finish-healing.ts';
import { followHeads } from './follow-heads.ts';
import { helloRequest } from './hello-request.ts';
import { judgeHello } from './judge-hello.ts';
import type { LaneResult } from './lane.ts';
import { retryParked } from './retry-parked.ts';
import { HELLO_MOVES, WORK } from './sync-state.ts';
import { type Turn, follow, signIn } from './turn.ts';

/** Says hello and does what follows from it: till and office agree on where they stand before anything moves. */
export async function turnHello(turn: Turn, signal: AbortSignal): Promise<LaneResult> {
  const { memory } = turn;
  if (!WORK[memory.state].hello) return 'halt';
  if (turn.store.read((reader) => reader.meta.get(OUTCAST_KEY)) !== null) {
    memory.state = 'unknown';
    return 'halt';
  }
  if (mustPause(turn)) return 'retry';
  const signed = await signIn(turn, signal);
  if (signal.aborted) return 'halt';
  if ('failed' in signed) return follow(turn, HELLO_MOVES[signed.failed.kind], signed.failed);
  const sent = turn.store.read((reader) =>
    helloRequest(reader, {
      bootId: memory.bootId,
      highestSession: memory.highestSession,
      appVersion: turn.appVersion,
      protocol: turn.protocol,
      nowMs: turn.nowMs(),
      newEpochFor: memory.askNewEpoch,
    }),
  );
  if (sent === null) return 'halt';
  const reply = await turn.office.ask({
    method: 'POST',
    path: '/api/v1/sync/hello',
    headers: { authorization: signed.token.header, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(sent)),
    schema: helloAnswerSchema,
    signal,
  });
  if (signal.aborted) return 'halt';
  if (reply.kind !== 'good') return follow(turn, HELLO_MOVES[reply.kind], reply);
  memory.contacted({ ...reply, serverTimeMs: reply.answer.serverTime });
  memory.mustUpgrade = false;
  memory.highestSession = Math.max(memory.highestSession, reply.answer.session);
  return act(turn, { sent, answer: reply.answer, isRevoked: signed.token.scope === 'push_quarantine' });
}

/** One hello after another without anything moving in between: not as fast as the line allows, whoever wakes the lane. */
function mustPause({ memory, timers }: Turn): boolean {
  const nowMs = timers.monotonicMs();
  if (memory.greetings > 1 && nowMs - memory.lastHelloMs < BACKOFF_MIN_MS) return true;
  memory.lastHelloMs = nowMs;
  return false;
}

function act(
  turn: Turn,
  heard: { readonly sent: HelloRequest; readonly answer: HelloAnswer; readonly isRevoked: boolean },
): LaneResult {
  const { memory } = turn;
  const { sent, answer } = heard;
  const judged = turn.store.read((reader) => judgeHello(reader, sent, answer));
  turn.log.info('sync_hello', { verdict: answer.verdict, does: judged.does, session: answer.session });
  switch (judged.does) {
    case 'go_on': {
      const moved = turn.store.write((writer) =>
        followHeads(writer, { sent: sent.heads, server: answer.heads }, memory.clock.officeNowMs()),
      );
      if (moved.repaired + moved.reopened > 0) turn.log.info('sync_heads_followed', moved);
      retryParked(turn);
      begin(turn, answer.session, heard.isRevoked ? 'revoked' : 'normal');
      return 'halt';
    }
    case 'heal':
      if (answer.grant === undefined) return 'retry';
      memory.healing = {
        grant: answer.grant,
        sentHeads: sent.heads,
        serverHeads: answer.heads,
        receiptCounters: answer.receiptCounters,
      };
      // A till that was switched off is given nothing back; what it holds goes out, and the office knows what it has by its id.
      if (heard.isRevoked) finishHealing(turn, memory.healing);
      begin(turn, answer.session, heard.isRevoked ? 'revoked' : 'healing');
      return 'halt';
    case 'ask_new_epoch':
      // Asked and still not granted: no reason to ask as fast as the line allows.
      if (memory.askNewEpoch !== null) return 'retry';
      memory.askNewEpoch = judged.for;
      return 'more';
    case 'stop':
      memory.state = judged.state;
      // Over restarts too: it would be taken for a till from a backup, and take the other's place.
      if (answer.verdict === 'enrol') turn.store.write((writer) => writer.meta.set(OUTCAST_KEY, '1'));
      turn.onPush('sync');
      return 'retry';
    case 'try_again':
      return 'retry';
  }
}

function begin(turn: Turn, session: number, state: 'normal' | 'healing' | 'revoked'): void {
  const { memory } = turn;
  memory.askNewEpoch = null;
  memory.session = session;
  memory.state = state;
  memory.progressed(turn.timers.monotonicMs());
  turn.onPush('sync');
}
