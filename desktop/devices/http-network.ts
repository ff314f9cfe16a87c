import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { networkInterfaces } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { Fault } from '#shared/base/fault.ts';
import {
  type Network,
  type NetworkAnswer,
  type NetworkRequest,
  NotConnected,
  type StreamRequest,
} from '#till/ports/network.ts';

const SOCKETS_MAX = 6;
const SEND_PART_BYTES = 16 * 1024;
const LOOK_EVERY_MS = 2_000;

type Sending = { readonly body: Uint8Array | null } & Pick<
  NetworkRequest,
  'method' | 'url' | 'headers' | 'signal' | 'onBytes'
>;

/**
 * The office over HTTP and HTTPS, with sockets that can be torn down one and all.
 *
 * Redirections are not followed: what sends a till elsewhere is not its office. `close` ends it for good.
 */
export function httpNetwork(): Network & { readonly close: () => void } {
  const http = new HttpAgent({ keepAlive: true, maxSockets: SOCKETS_MAX });
  const https = new HttpsAgent({ keepAlive: true, maxSockets: SOCKETS_MAX });
  const send = (sending: Sending): Promise<IncomingMessage> =>
    exchange(sending, (url, options) =>
      url.protocol === 'https:'
        ? httpsRequest(url, { agent: https, ...options })
        : httpRequest(url, { agent: http, ...options }),
    );
  const link = watchLink();
  return {
    request: async (request) => readAnswer(await send(request), request),
    openStream: async (request) => readStream(await send({ ...request, method: 'GET', body: null }), request),
    isUp: link.isUp,
    onReturn: link.onReturn,
    tearDown: () => {
      http.destroy();
      https.destroy();
    },
    close: () => {
      link.close();
      http.destroy();
      https.destroy();
    },
  };
}

type Start = (
  url: URL,
  options: { method: string; headers: Record<string, string>; signal: AbortSignal; agent?: false },
) => ClientRequest;

/**
 * Sends a request and gives its answer as it begins.
 *
 * A kept connection may have been given up by the other side a moment ago: then the request goes out once more on another,
 * since nobody answered it and every request of a till may come twice.
 */
async function exchange(sending: Sending, start: Start): Promise<IncomingMessage> {
  try {
    return await attempt(sending, start);
  } catch (cause) {
    if (!(cause instanceof ConnectionGivenUp)) throw cause;
    return attempt(sending, (url, options) => start(url, { ...options, agent: false }));
  }
}

class ConnectionGivenUp extends Error {
  override name = 'ConnectionGivenUp';
}

function attempt(sending: Sending, start: Start): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const length = sending.body === null ? {} : { 'content-length': String(sending.body.length) };
    const request = start(new URL(sending.url), {
      method: sending.method,
      headers: { ...sending.headers, ...length },
      signal: sending.signal,
    });
    request.setNoDelay(true);
    request.once('response', resolve);
    request.once('error', (cause) => reject(failureOf(request, sending, cause)));
    if (sending.body === null) request.end();
    else sendParts(request, sending.body, sending.onBytes);
  });
}

/** In parts, so that a slow line that moves is told from one that is dead. */
function sendParts(request: ClientRequest, body: Uint8Array, onBytes: () => void): void {
  let sent = 0;
  const next = (): void => {
    if (request.destroyed) return;
    if (sent > 0) onBytes();
    const part = body.subarray(sent, sent + SEND_PART_BYTES);
    sent += part.length;
    if (sent >= body.length) request.end(part, onBytes);
    else request.write(part, next);
  };
  next();
}

async function readAnswer(message: IncomingMessage, request: NetworkRequest): Promise<NetworkAnswer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of bytesOf(message)) {
      request.onBytes();
      length += part.length;
      if (length > request.answerBytesMax) throw new Error(`the answer is longer than ${request.answerBytesMax} bytes`);
      parts.push(part);
    }
    const raw = Buffer.concat(parts);
    const body =
      message.headers['content-encoding'] === 'gzip'
        ? gunzipSync(raw, { maxOutputLength: request.answerBytesMax, chunkSize: chunkFor(raw.length) })
        : raw;
    return { status: message.statusCode ?? 0, headers: plainHeaders(message), body };
  } catch (cause) {
    message.destroy();
    throw unreachableOffice(cause);
  }
}

/** A page of megabytes is put together from few parts. */
function chunkFor(zippedBytes: number): number {
  return Math.min(1024 * 1024, Math.max(16 * 1024, zippedBytes * 4));
}

async function readStream(message: IncomingMessage, request: StreamRequest): Promise<{ status: number }> {
  const status = message.statusCode ?? 0;
  if (status !== 200) {
    message.destroy();
    return { status };
  }
  const decoder = new TextDecoder();
  try {
    for await (const part of bytesOf(message)) {
      request.onBytes();
      request.onText(decoder.decode(part, { stream: true }));
    }
    return { status };
  } catch (cause) {
    throw unreachableOffice(cause);
  }
}

async function* bytesOf(message: IncomingMessage): AsyncGenerator<Uint8Array> {
  for await (const part of message) if (part instanceof Uint8Array) yield part;
}

function plainHeaders(message: IncomingMessage): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}

function failureOf(request: ClientRequest, { signal }: Sending, cause: Error): Error {
  if (request.reusedSocket && !signal.aborted) return new ConnectionGivenUp('it was closed while it rested', { cause });
  return isFromConnecting(cause) ? new NotConnected('no way to the office', { cause }) : unreachableOffice(cause);
}

/** A name that was not found, a door that is shut, a network that is not there. */
function isFromConnecting(cause: unknown): boolean {
  return (
    cause instanceof Error && 'syscall' in cause && (cause.syscall === 'connect' || cause.syscall === 'getaddrinfo')
  );
}

function unreachableOffice(cause: unknown): Fault {
  return new Fault('office_unreachable', 'The office can’t be reached.', { cause, retry: 'later' });
}

/** Looks now and then which addresses the machine has: a new one means that a cable or a wireless network came back. */
function watchLink(): { isUp: () => boolean; onReturn: Network['onReturn']; close: () => void } {
  const listeners = new Set<() => void>();
  const addresses = (): string =>
    Object.values(networkInterfaces())
      .flatMap((entries) => entries ?? [])
      .filter((entry) => !entry.internal)
      .map((entry) => entry.address)
      .toSorted()
      .join(' ');
  let known = addresses();
  const timer = setInterval(() => {
    const now = addresses();
    const isNew = now !== known && now !== '';
    known = now;
    if (isNew) for (const listener of listeners) listener();
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    isUp: () => known !== '',
    onReturn: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => clearInterval(timer),
  };
}
