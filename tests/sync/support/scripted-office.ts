import { randomBytes } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { type Id, uuidV7 } from '#shared/base/ids.ts';
import { ERRORS, type ErrorCode } from '#shared/base/error-codes.ts';
import type { ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import { agreementSeenByServer } from '#shared/sync/agreement.ts';
import { classify } from '#shared/sync/classify.ts';
import { ENTITY_CLASS, SYNC_CLASSES, type FeedEntity, type SyncClass } from '#shared/sync/classes.ts';
import { enrolRequestSchema } from '#shared/sync/enrol.ts';
import { type EpochGrant, type HelloRequest, type ServerHead, helloRequestSchema } from '#shared/sync/hello.ts';
import { pullQuerySchema } from '#shared/sync/pull.ts';
import { type Ack, pushRequestSchema, rawQuarantineRequestSchema } from '#shared/sync/push.ts';
import { VERDICT_ACTIONS } from '#shared/sync/verdict-actions.ts';

/** What goes wrong with a request: nothing, or one of the ways in which lines and offices fail. */
export type LineFault =
  | 'cut'
  | 'lose_answer'
  | 'hang'
  | 'html'
  | 'wrong_hashes'
  | { readonly status: number; readonly code: ErrorCode };

export type OfficeFeedRow = {
  readonly entity: FeedEntity | 'thing_of_tomorrow';
  readonly id: string;
  readonly op: 'put' | 'delete';
  readonly data: unknown;
  readonly changeId?: string;
};

/** An office that speaks the shared schemas and fails as it is told to. What it holds can be taken back, as a restored backup does. */
export interface ScriptedOffice extends AsyncDisposable {
  readonly url: string;
  readonly tillId: Id;
  fault: (path: string, body: unknown) => LineFault | null;
  /** Every change that it has, by epoch, in order. */
  readonly held: Map<string, ChangeEnvelope[]>;
  readonly quarantined: Set<string>;
  readonly requests: { readonly path: string; readonly query: URLSearchParams; readonly count: number }[];
  readonly put: (row: OfficeFeedRow) => void;
  /** A row that is gone without a trace, as after a restore: only reading the class anew tells a till. */
  readonly drop: (entity: OfficeFeedRow['entity'], id: string) => void;
  readonly poke: () => void;
  readonly endSession: () => void;
  readonly forgetCursors: () => void;
}

type World = {
  held: Map<string, ChangeEnvelope[]>;
  quarantined: Set<string>;
  feed: (OfficeFeedRow & { feedSeq: number })[];
  offered: number;
  begun: number;
  counter: number;
  mark: string;
  tillId: Id;
  live: Set<ServerResponse>;
  grants: Map<string, EpochGrant>;
};

const START_MS = Date.UTC(2026, 4, 4, 9);
const newId = (): Id => uuidV7(START_MS, randomBytes(10));

export async function openScriptedOffice(): Promise<ScriptedOffice> {
  const world: World = {
    held: new Map(),
    quarantined: new Set(),
    feed: [],
    offered: 0,
    begun: 0,
    counter: 0,
    mark: newId(),
    tillId: newId(),
    live: new Set(),
    grants: new Map(),
  };
  const requests: { path: string; query: URLSearchParams; count: number }[] = [];
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const office: ScriptedOffice = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    tillId: world.tillId,
    fault: () => null,
    held: world.held,
    quarantined: world.quarantined,
    requests,
    put: (row) => putRow(world, row),
    drop: (entity, id) => {
      world.feed = world.feed.filter((row) => row.entity !== entity || row.id !== id);
    },
    poke: () => {
      for (const stream of world.live) stream.write('event: poke\ndata: {}\n\n');
    },
    endSession: () => {
      world.begun = world.offered += 1;
    },
    forgetCursors: () => {
      world.mark = newId();
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', office.url);
    const body = await readBody(request);
    requests.push({ path: url.pathname, query: url.searchParams, count: countOf(body) });
    const fault = office.fault(url.pathname, body);
    if (fault === 'cut') return void request.socket.destroy();
    if (fault === 'hang') return;
    if (fault === 'html')
      return void response.setHeader('content-type', 'text/html').end('<html>Welcome to the airport</html>');
    if (fault !== null && typeof fault === 'object') return fail(response, fault.code, fault.status);
    if (url.pathname === '/api/v1/sync/live') return openLive(world, response);
    const answer = answerTo(world, url, body);
    if (fault === 'lose_answer') return void request.socket.destroy();
    if (typeof answer === 'string') return fail(response, answer, ERRORS[answer].status);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ status: 'success', message: '', data: fault === 'wrong_hashes' ? otherHashes(answer) : answer }),
    );
  }
  return office;
}

function answerTo(world: World, url: URL, body: unknown): object | ErrorCode {
  switch (url.pathname) {
    case '/api/v1/sync/enrol':
      return enrol(world, enrolRequestSchema.parse(body).code);
    case '/api/v1/sync/token':
      return { accessToken: 'a.b.c', expiresAtMs: Date.now() + 900_000, scope: 'till' };
    case '/api/v1/sync/hello':
      return hello(world, helloRequestSchema.parse(body));
    case '/api/v1/sync/push':
      return push(world, body);
    case '/api/v1/sync/pull':
      return pull(world, url);
    case '/api/v1/sync/quarantine':
      return quarantine(world, body);
    default:
      return 'not_found';
  }
}

function enrol(world: World, _code: string): object {
  const grant = grantEpoch(world, '');
  return {
    businessId: newId(),
    businessName: 'Mama Nkechi',
    storeId: newId(),
    storeCode: 'LEK',
    storeName: 'Lekki',
    tillId: world.tillId,
    tillCode: 'T1',
    tillName: 'Front',
    timeZone: 'Africa/Lagos',
    currency: 'NGN',
    grant,
    serverTime: Date.now(),
  };
}

function grantEpoch(world: World, previousHash: string): EpochGrant {
  world.counter += 1;
  const epoch = `${world.counter}-${randomBytes(8).toString('hex')}`;
  world.held.set(epoch, []);
  const grant = { epoch, series: String.fromCharCode(64 + world.counter), certificate: 'c', previousHash };
  world.grants.set(epoch, grant);
  return grant;
}

function hello(world: World, asked: HelloRequest): object {
  const heads: ServerHead[] = [...world.held].map(([epoch, changes]) => {
    const mine = asked.heads.find((head) => head.epoch === epoch);
    const hashAtYours = mine === undefined ? undefined : changes[mine.lastSeq - 1]?.hash;
    return {
      epoch,
      lastSeq: changes.length,
      lastHash: changes.at(-1)?.hash ?? '',
      ...(hashAtYours === undefined ? {} : { hashAtYours }),
    };
  });
  const mine = asked.heads.find((head) => head.epoch === asked.epoch);
  const server = heads.find((head) => head.epoch === asked.epoch);
  const verdict = classify({
    keyKnown: true,
    certificateValid: true,
    newEpochAsked: asked.newEpoch === true ? (asked.newEpochFor ?? 'restored') : false,
    epoch: asked.epoch,
    tillHeads: asked.heads,
    serverHeads: heads,
    agreement: mine === undefined || server === undefined ? 'equal' : agreementSeenByServer(mine, server),
  });
  world.offered += 1;
  const newest = [...world.held].at(-1);
  const again =
    newest !== undefined && newest[1].length === 0 && newest[0] !== asked.epoch
      ? world.grants.get(newest[0])
      : undefined;
  const grant = VERDICT_ACTIONS[verdict].newEpoch ? (again ?? grantEpoch(world, server?.lastHash ?? '')) : undefined;
  return {
    verdict,
    heads,
    session: world.offered,
    serverTime: Date.now(),
    receiptCounters: [{ series: 'A', counter: 7 }],
    ...(grant === undefined ? {} : { grant }),
  };
}

function enterSession(world: World, session: number): boolean {
  if (session > world.begun && session <= world.offered) world.begun = session;
  return session === world.begun;
}

function push(world: World, body: unknown): object | ErrorCode {
  const request = pushRequestSchema.parse(body);
  if (!enterSession(world, request.session)) return 'stale_session';
  const held = world.held.get(request.epoch);
  if (held === undefined) return 'stale_session';
  const acks: Ack[] = [];
  for (const change of request.changes) {
    const known = held[change.seq - 1];
    if (known === undefined && change.seq !== held.length + 1) return 'sequence_gap';
    if (known !== undefined && known.hash !== change.hash) return 'till_forked';
    acks.push({
      seq: change.seq,
      hash: change.hash,
      outcome: known === undefined ? take(world, held, change) : 'duplicate',
    });
  }
  return { acks, lastSeq: held.length, lastHash: held.at(-1)?.hash ?? '', serverTime: Date.now() };
}

function take(world: World, held: ChangeEnvelope[], change: ChangeEnvelope): 'applied' | 'duplicate' {
  held.push(change);
  const id = bodyId(change.body);
  const isKnown = world.feed.some((row) => row.entity === 'own_fact' && row.changeId === id);
  if (isKnown) return 'duplicate';
  putRow(world, {
    entity: 'own_fact',
    id: `${world.tillId}/${change.epoch.split('-')[0]}/${change.seq}`,
    changeId: id,
    op: 'put',
    data: {
      epoch: change.epoch,
      seq: change.seq,
      body: change.body,
      hash: change.hash,
      state: 'applied',
      receivedAtMs: Date.now(),
    },
  });
  return 'applied';
}

function quarantine(world: World, body: unknown): object | ErrorCode {
  const request = rawQuarantineRequestSchema.parse(body);
  if (!enterSession(world, request.session)) return 'stale_session';
  const held = world.held.get(request.epoch) ?? [];
  const raw = Buffer.from(request.raw, 'base64').toString('utf8');
  held.push({ epoch: request.epoch, seq: request.seq, body: raw, bodyHash: request.hash, hash: request.hash });
  world.quarantined.add(request.id ?? '');
  return {
    acks: [{ seq: request.seq, hash: request.hash, outcome: 'quarantined', code: 'body_not_json' }],
    lastSeq: held.length,
    lastHash: request.hash,
    serverTime: Date.now(),
  };
}

function pull(world: World, url: URL): object | ErrorCode {
  const query = pullQuerySchema.parse(Object.fromEntries(url.searchParams));
  if (!enterSession(world, query.session)) return 'stale_session';
  const cursor: unknown = query.cursor === undefined ? { mark: world.mark, at: {} } : JSON.parse(query.cursor);
  const known = cursorOf(cursor);
  if (known.mark !== world.mark) return 'resync';
  const at = { ...known.at };
  const rows: World['feed'] = [];
  const complete: SyncClass[] = [];
  for (const name of query.only === undefined ? SYNC_CLASSES : [query.only]) {
    const mine = world.feed
      .filter((row) => classOf(row.entity) === name && row.feedSeq > (at[name] ?? 0))
      .toSorted((one, other) => one.feedSeq - other.feedSeq);
    const room = query.limit - rows.length;
    if (room <= 0 && mine.length > 0) break;
    const taken = mine.slice(0, room);
    rows.push(...taken);
    at[name] = taken.at(-1)?.feedSeq ?? at[name] ?? 0;
    if (taken.length < mine.length) break;
    complete.push(name);
  }
  const epoch = [...world.held].findLast(([, changes]) => changes.length > 0);
  return {
    changes: rows,
    cursor: JSON.stringify({ mark: world.mark, at }),
    hasMore: query.only === undefined ? complete.length < SYNC_CLASSES.length : complete.length === 0,
    appliedThrough: epoch === undefined ? null : { epoch: epoch[0], seq: epoch[1].length },
    quarantined: [...world.quarantined],
    complete,
    serverTime: Date.now(),
  };
}

function cursorOf(value: unknown): { mark: unknown; at: Record<string, number> } {
  if (
    typeof value !== 'object' ||
    value === null ||
    !('mark' in value) ||
    !('at' in value) ||
    typeof value.at !== 'object' ||
    value.at === null
  )
    return { mark: null, at: {} };
  return { mark: value.mark, at: Object.fromEntries(Object.entries(value.at).map(([name, at]) => [name, Number(at)])) };
}

function classOf(entity: OfficeFeedRow['entity']): SyncClass {
  return entity === 'thing_of_tomorrow' ? 'catalogue' : ENTITY_CLASS[entity];
}

function putRow(world: World, row: OfficeFeedRow): void {
  const at = world.feed.findIndex((known) => known.entity === row.entity && known.id === row.id);
  if (at >= 0) world.feed.splice(at, 1);
  const feedSeq = (world.feed.at(-1)?.feedSeq ?? 0) + 1;
  world.feed.push({ ...row, feedSeq });
}

function openLive(world: World, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(': here\n\n');
  world.live.add(response);
  response.on('close', () => world.live.delete(response));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) if (part instanceof Buffer) parts.push(part);
  const raw = Buffer.concat(parts);
  if (raw.length === 0) return null;
  return JSON.parse((request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8'));
}

function countOf(body: unknown): number {
  return typeof body === 'object' && body !== null && 'changes' in body && Array.isArray(body.changes)
    ? body.changes.length
    : 0;
}

function bodyId(body: string): string {
  const read: unknown = JSON.parse(body);
  return typeof read === 'object' && read !== null && 'id' in read ? String(read.id) : '';
}

function otherHashes(answer: object): object {
  if (!('acks' in answer) || !Array.isArray(answer.acks)) return answer;
  return { ...answer, acks: answer.acks.map((ack: object) => ({ ...ack, hash: 'f'.repeat(64) })) };
}

function fail(response: ServerResponse, code: ErrorCode, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: 'error', message: ERRORS[code].happened, code, requestId: 'r' }));
}
