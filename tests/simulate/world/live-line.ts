import type { StreamRequest } from '#till/ports/network.ts';
import { type Exchange, answerOf, failsBefore, latencyMs, requestOf } from './exchange.ts';
import type { World } from './world.ts';

type Settle = { readonly resolve: (end: { status: number }) => void; readonly reject: (cause: Error) => void };

/** The stream of pokes: what the office says sets out piece by piece, and any piece may be the last that arrives. */
export function openLive(world: World, exchange: Exchange, request: StreamRequest, settle: Settle): void {
  if (!exchange.end.isAlive() || failsBefore(world, exchange, settle.reject)) return;
  const isTwice = exchange.fault === 'request_doubled';
  world.scheduler.after(latencyMs(exchange.end), () => {
    void listen(world, exchange, request, settle);
    if (isTwice) void listen(world, exchange, request, settle);
  });
}

async function listen(world: World, exchange: Exchange, request: StreamRequest, settle: Settle): Promise<void> {
  const { end, fault } = exchange;
  if (end.state.isUpBlocked) return;
  const later = (act: () => void): void => {
    world.scheduler.after(latencyMs(end), () => {
      if (!end.state.isDownBlocked && fault !== 'answer_lost') act();
    });
  };
  const answer = await answerOf(world, exchange, requestOf(request, false));
  if (answer === null || fault === 'request_cut') {
    await answer?.body?.cancel();
    later(() => exchange.over(() => settle.reject(new Error('reset'))));
    return;
  }
  world.trace.say(`${end.name} live = ${answer.status}`);
  if (fault === 'till_dies_at_answer' || fault === 'till_dies_after_answer') {
    later(end.die);
    return;
  }
  if (answer.status !== 200 || answer.body === null) {
    later(() => exchange.over(() => settle.resolve({ status: answer.status })));
    return;
  }
  await hear(exchange, answer.body, { request, settle, later });
}

type Hearing = { readonly request: StreamRequest; readonly settle: Settle; readonly later: (act: () => void) => void };

async function hear(exchange: Exchange, body: ReadableStream<Uint8Array>, hearing: Hearing): Promise<void> {
  const { end, fault } = exchange;
  const { request, settle, later } = hearing;
  const reader = body.getReader();
  const stop = (): void => void reader.cancel().catch(() => undefined);
  request.signal.addEventListener('abort', stop, { once: true });
  let pieces = 0;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      if (!end.isAlive()) return stop();
      pieces += 1;
      const text = Buffer.from(piece.value).toString('utf8');
      // Half open: the line looks alive and says nothing any more.
      if (fault === 'half_open' && pieces > 1) continue;
      later(() => {
        if (!end.isAlive() || request.signal.aborted) return;
        request.onBytes();
        request.onText(fault === 'answer_garbled' ? text.slice(0, 3) : text);
      });
      if (fault === 'answer_cut' && pieces > 1) {
        stop();
        later(() => exchange.over(() => settle.reject(new Error('cut'))));
        return;
      }
    }
  } catch {
    // A stream whose server is gone ends like one that was closed.
  }
  later(() => exchange.over(() => settle.resolve({ status: 200 })));
}
