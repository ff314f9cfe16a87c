import { type NetworkRequest, NotConnected } from '#till/ports/network.ts';
import type { Message, MessageFault } from './faults.ts';
import { killOffice } from './office-falls.ts';
import type { LineEnd } from './line-state.ts';
import type { World } from './world.ts';

/** One request on its way, until one of both has had enough. */
export type Exchange = {
  readonly end: LineEnd;
  readonly message: Message | 'other';
  readonly fault: MessageFault | null;
  readonly number: number;
  /** Does something with the till's side, once, while it is alive and waits. */
  readonly over: (act: () => void) => void;
};

export function latencyMs({ random }: LineEnd): number {
  return random.whole(2, 120);
}

/** What keeps a message from ever leaving; true where it does. */
export function failsBefore(world: World, exchange: Exchange, reject: (cause: Error) => void): boolean {
  const { end, fault } = exchange;
  if (fault === 'till_dies_before_sending') {
    end.die();
    return true;
  }
  if (!end.state.hasCable || fault === 'refused') {
    world.scheduler.after(latencyMs(end), () => exchange.over(() => reject(new NotConnected('nobody there'))));
    return true;
  }
  if (fault === 'till_dies_waiting') world.scheduler.after(1, end.die);
  return fault === 'request_lost';
}

/** What the office says, or null where it died of it or was not there. */
export async function answerOf(world: World, exchange: Exchange, request: Request): Promise<Response | null> {
  const { fault } = exchange;
  const fall = (): void => killOffice(world, exchange.end.random.whole(200, 20_000));
  if (fault === 'portal')
    return new Response('<html>Welcome to the airport</html>', { headers: { 'content-type': 'text/html' } });
  if (fault === 'bad_gateway') return new Response('bad gateway', { status: 502 });
  if (fault === 'server_dies_before') fall();
  const database = world.office.database();
  let commands = 0;
  database.dies = (command, when) => {
    if (when === 'before') commands += 1;
    const isHere =
      (fault === 'server_dies_before_commit' && command === 'commit' && when === 'before') ||
      (fault === 'server_dies_after_commit' && command === 'commit' && when === 'after') ||
      (fault === 'server_dies_within' && when === 'after' && commands === 1 + (exchange.number % 12));
    if (isHere) fall();
    return isHere;
  };
  try {
    const answer = await world.office.ask(request);
    if (answer !== null && fault === 'server_dies_before_answer') {
      fall();
      return null;
    }
    if (answer !== null && fault === 'server_dies_after_answer') world.scheduler.after(1, fall);
    return answer;
  } finally {
    database.dies = () => false;
  }
}

export function requestOf(
  request: Pick<NetworkRequest, 'url' | 'headers'> & Partial<NetworkRequest>,
  isCut: boolean,
): Request {
  const { method = 'GET', body = null } = request;
  const bytes = body === null ? null : new Uint8Array(isCut ? body.subarray(0, Math.floor(body.length / 2)) : body);
  return new Request(request.url, { method, headers: { ...request.headers }, body: bytes });
}
