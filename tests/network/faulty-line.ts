import { once } from 'node:events';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { pacedPipe } from './paced-pipe.ts';

/** What a line does to one exchange of a request and its answer. */
export type LineFault =
  /** Hangs up before anything of the request arrives. */
  | 'refuse'
  /** Takes the request and never says anything: a half-open connection. */
  | 'black_hole'
  /** The request is cut in its middle. */
  | 'cut_request'
  /** The request arrives, its answer does not: the office has committed. */
  | 'lose_answer'
  /** The request arrives, and the answer never comes, on a connection that stays open. */
  | 'half_open'
  /** The answer is cut in its middle. */
  | 'cut_answer'
  /** The request arrives a second time, once it was answered. */
  | 'double_request'
  /** The answer to the request before of the same path comes in place of this one's. */
  | 'stale_answer'
  /** A byte of the request's body is another. */
  | 'spoil_request'
  /** A byte of the answer's body is another. */
  | 'spoil_answer'
  /** Somebody else answers: the sign-in page of a hotel, as 200, as a redirection, compressed, or as 511. */
  | 'portal_page'
  | 'portal_redirect'
  | 'portal_gzip'
  | 'portal_511';

export const LINE_FAULTS: readonly LineFault[] = [
  'refuse',
  'black_hole',
  'cut_request',
  'lose_answer',
  'half_open',
  'cut_answer',
  'double_request',
  'stale_answer',
  'spoil_request',
  'spoil_answer',
  'portal_page',
  'portal_redirect',
  'portal_gzip',
  'portal_511',
];

/** A TCP proxy between a till and its office, with the faults of lines. */
export interface FaultyLine extends AsyncDisposable {
  readonly url: string;
  /** Where connections lead from now on. */
  officeUrl: string;
  /** Says what becomes of the next exchange; asked once for each. */
  fault: (path: string) => LineFault | null;
  /** How many bytes a second pass in each direction; null for all that there are. */
  bytesPerSecond: number | null;
  /** A partition: what is sent in a direction waits in the network until it ends, on connections that stay open. */
  stopped: { readonly toOffice: boolean; readonly toTill: boolean };
  readonly cutAll: () => void;
  /** How many exchanges met a fault. */
  readonly hit: ReadonlyMap<string, number>;
}

const PAGE = '<!doctype html><title>Sign in</title><p>Welcome to our network.';

const PORTALS: Partial<Record<LineFault, Buffer>> = {
  portal_page: answerOf('200 OK', Buffer.from(PAGE), 'content-type: text/html'),
  portal_redirect: answerOf('302 Found', Buffer.alloc(0), 'location: http://127.0.0.1:9/login'),
  portal_gzip: answerOf('200 OK', gzipSync(PAGE), 'content-type: application/json\r\ncontent-encoding: gzip'),
  portal_511: answerOf('511 Network Authentication Required', Buffer.from(PAGE), 'content-type: text/html'),
};

function answerOf(status: string, body: Buffer, headers: string): Buffer {
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status}\r\n${headers}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`),
    body,
  ]);
}

export async function openFaultyLine(officeUrl: string): Promise<FaultyLine> {
  const open = new Set<Socket>();
  const hit = new Map<string, number>();
  const answers = new Map<string, Buffer>();
  const server: Server = createServer((near) => {
    const office = new URL(line.officeUrl);
    const far = connect(Number(office.port), office.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    carry({ near, far, line, hit, answers, again: (bytes) => sendAgain(office, bytes) });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const line: FaultyLine = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    officeUrl,
    fault: () => null,
    bytesPerSecond: null,
    stopped: { toOffice: false, toTill: false },
    cutAll: () => {
      for (const socket of open) socket.resetAndDestroy();
    },
    hit,
    [Symbol.asyncDispose]: async () => {
      line.cutAll();
      server.close();
      await once(server, 'close');
    },
  };
  return line;
}

/** A late copy of a request, as a line that delivers twice brings it. */
function sendAgain(office: URL, bytes: Buffer): void {
  const socket = connect(Number(office.port), office.hostname, () => socket.write(bytes));
  socket.on('error', () => undefined);
  socket.once('data', () => socket.end());
}

type Carried = {
  readonly near: Socket;
  readonly far: Socket;
  readonly line: FaultyLine;
  readonly hit: Map<string, number>;
  readonly answers: Map<string, Buffer>;
  readonly again: (request: Buffer) => void;
};

type Exchange = { path: string; fault: LineFault | null; request: Buffer[]; answer: Buffer[] };

const REQUEST = /^(?:GET|POST) ([^\s?]+)/;

/** One connection: exchanges follow each other on it, each with its own fault. */
function carry({ near, far, line, hit, answers, again }: Carried): void {
  let now: Exchange = { path: '', fault: null, request: [], answer: [] };
  const toFar = pacedPipe(far, () => (line.stopped.toOffice ? 0 : line.bytesPerSecond));
  const toNear = pacedPipe(near, () => (line.stopped.toTill ? 0 : line.bytesPerSecond));
  const begin = (path: string): void => {
    finish(now);
    const fault = line.fault(path);
    if (fault !== null) hit.set(`${fault} ${path}`, (hit.get(`${fault} ${path}`) ?? 0) + 1);
    now = { path, fault, request: [], answer: [] };
  };
  const finish = (done: Exchange): void => {
    if (done.answer.length > 0 && done.fault === null) answers.set(done.path, Buffer.concat(done.answer));
    if (done.fault === 'double_request' && done.answer.length > 0) again(Buffer.concat(done.request));
  };
  near.on('close', () => finish(now));
  near.on('data', (bytes: Buffer) => {
    const path = REQUEST.exec(bytes.subarray(0, 300).toString('latin1'))?.[1];
    if (path !== undefined) begin(path);
    now.request.push(bytes);
    const { fault } = now;
    const page = fault === null ? undefined : PORTALS[fault];
    if (page !== undefined) near.end(page);
    else if (fault === 'refuse') near.resetAndDestroy();
    else if (fault === 'cut_request') {
      far.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => far.resetAndDestroy());
    } else if (fault !== 'black_hole') toFar(fault === 'spoil_request' ? spoiled(bytes) : bytes);
  });
  far.on('data', (bytes: Buffer) => {
    const { fault, path } = now;
    now.answer.push(bytes);
    const stale = answers.get(path);
    if (fault === 'lose_answer') near.resetAndDestroy();
    else if (fault === 'cut_answer') {
      near.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => near.resetAndDestroy());
    } else if (fault === 'stale_answer' && stale !== undefined) near.end(stale);
    else if (fault !== 'half_open') toNear(fault === 'spoil_answer' ? spoiled(bytes) : bytes);
  });
}

/** The last byte changed: of a body where there is one. */
function spoiled(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes);
  const at = other.length - 1;
  other[at] = (other[at] ?? 0) ^ 1;
  return other;
}
