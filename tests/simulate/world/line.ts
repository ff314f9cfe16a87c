import { gunzipSync } from 'node:zlib';
import type { Network, NetworkAnswer, NetworkRequest } from '#till/ports/network.ts';
import { type Exchange, answerOf, failsBefore, latencyMs, requestOf } from './exchange.ts';
import { messageOf } from './faults.ts';
import type { LineEnd } from './line-state.ts';
import { openLive } from './live-line.ts';
import { type World, strike } from './world.ts';

const LATE_ANSWER_MS = 25_000;
const LATE_REQUEST_MS = [31_000, 90_000] as const;

/** The network port of one process: each message a packet, or two, or none, that the scheduler carries. */
export function createLine(world: World, end: LineEnd): Network {
  return {
    request: (request) =>
      new Promise((resolve, reject) => {
        send(world, begin(world, end, request, reject), request, { resolve, reject });
      }),
    openStream: (request) =>
      new Promise((resolve, reject) => {
        openLive(world, begin(world, end, request, reject), request, { resolve, reject });
      }),
    isUp: () => end.state.hasCable,
    onReturn: (listener) => {
      end.returned.add(listener);
      return () => end.returned.delete(listener);
    },
    tearDown: () => world.trace.say(`${end.name} tears its line down`),
  };
}

function begin(
  world: World,
  end: LineEnd,
  request: Pick<NetworkRequest, 'url' | 'signal'>,
  reject: (cause: Error) => void,
): Exchange {
  const message = messageOf(request.url);
  const at = end.state.armed.findIndex((armed) => armed.message === message);
  const [armed] = at < 0 || !end.isAlive() ? [] : end.state.armed.splice(at, 1);
  let isOver = false;
  const over = (act: () => void): void => {
    if (isOver || !end.isAlive()) return;
    isOver = true;
    act();
  };
  if (armed !== undefined) strike(world, armed.fault, message);
  if (end.isAlive()) world.trace.say(`${end.name} ${message}${armed === undefined ? '' : ` ! ${armed.fault}`}`);
  request.signal.addEventListener(
    'abort',
    () =>
      over(() => {
        world.trace.say(`${end.name} ${message} given up`);
        reject(new Error('given up'));
      }),
    { once: true },
  );
  return { end, message, fault: armed?.fault ?? null, number: armed?.number ?? 0, over };
}

type Settle<Answer> = { readonly resolve: (answer: Answer) => void; readonly reject: (cause: Error) => void };

function send(world: World, exchange: Exchange, request: NetworkRequest, settle: Settle<NetworkAnswer>): void {
  const { end, fault } = exchange;
  if (!end.isAlive() || failsBefore(world, exchange, settle.reject)) return;
  const delayMs = fault === 'request_late' ? end.random.whole(...LATE_REQUEST_MS) : latencyMs(end);
  world.scheduler.after(delayMs, () => void deliver(world, exchange, request, settle));
  if (fault === 'request_doubled')
    world.scheduler.after(delayMs + end.random.whole(1, 40_000), () => void deliver(world, exchange, request, settle));
}

/** The request is there: the office does what it does, and an answer sets out. */
async function deliver(
  world: World,
  exchange: Exchange,
  request: NetworkRequest,
  settle: Settle<NetworkAnswer>,
): Promise<void> {
  const { end, fault } = exchange;
  if (end.state.isUpBlocked) return;
  const answer = await answerOf(world, exchange, requestOf(request, fault === 'request_cut'));
  if (answer === null || fault === 'request_cut') {
    world.scheduler.after(latencyMs(end), () => exchange.over(() => settle.reject(new Error('reset'))));
    return;
  }
  const read = await world.scheduler.during(readAnswer(answer));
  world.trace.say(`${end.name} ${exchange.message} = ${answer.status}${codeOf(read)}`);
  watchForLeaks(world, end, read.body);
  const delayMs = fault === 'answer_late' ? LATE_ANSWER_MS : latencyMs(end);
  world.scheduler.after(delayMs, () => arrive(exchange, request, read, settle));
}

async function readAnswer(answer: Response): Promise<NetworkAnswer> {
  const sent = new Uint8Array(await answer.arrayBuffer());
  const body = answer.headers.get('content-encoding') === 'gzip' ? new Uint8Array(gunzipSync(sent)) : sent;
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
}

function arrive(
  exchange: Exchange,
  request: NetworkRequest,
  answer: NetworkAnswer,
  settle: Settle<NetworkAnswer>,
): void {
  const { end, fault } = exchange;
  if (end.state.isDownBlocked || fault === 'answer_lost' || fault === 'half_open') return;
  if (fault === 'till_dies_at_answer') return end.die();
  exchange.over(() => {
    request.onBytes();
    if (fault === 'answer_cut') settle.reject(new Error('cut'));
    else if (fault === 'answer_garbled')
      settle.resolve({ ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) });
    else settle.resolve(answer);
    if (fault === 'till_dies_after_answer') end.die();
  });
}

function codeOf({ status, body }: NetworkAnswer): string {
  return status < 400 ? '' : ` ${/"code":"([a-z_]+)"/.exec(Buffer.from(body).toString('latin1'))?.[1] ?? ''}`;
}

/** No row of another business ever in an answer. */
function watchForLeaks(world: World, end: LineEnd, body: Uint8Array): void {
  const text = Buffer.from(body).toString('latin1');
  for (const [business, secrets] of world.secretsOf.entries()) {
    if (business === end.business) continue;
    if (secrets.some((secret) => text.includes(secret)))
      world.leaks.push(`${end.name} was told of business ${business}`);
  }
}
