import { type ECDH, createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const DAY_S = 86_400;
const SALT_BYTES = 16;
const TAG_BYTES = 16;

/** A browser of a test: what its page hands to a server, and what came to it in the clear. */
export interface TestBrowser {
  readonly subscription: {
    readonly endpoint: string;
    readonly expirationTime: null;
    readonly keys: { readonly p256dh: string; readonly auth: string };
  };
  readonly came: string[];
}

/** A push service on this machine that checks the wire (RFC 8030, 8188, 8291, 8292) and opens what comes as a browser does. */
export interface LocalPushService extends AsyncDisposable {
  /** Such as 127.0.0.1:40123 */
  readonly host: string;
  readonly browser: () => TestBrowser;
  /** What the next messages get instead of being taken; each is used once. */
  readonly troubles: number[];
  /** What was wrong with messages that came. */
  readonly faults: string[];
}

/** @param publicKey what the browsers subscribed with; asked at each message */
export async function startPushService(nowMs: () => number, publicKey: () => string): Promise<LocalPushService> {
  const browsers = new Map<string, { ecdh: ECDH; auth: Buffer; came: string[] }>();
  const troubles: number[] = [];
  const faults: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const trouble = troubles.shift();
      const browser = browsers.get(request.url ?? '');
      if (trouble !== undefined || browser === undefined) return void response.writeHead(trouble ?? 404).end();
      const origin = `http://${request.headers.host}`;
      const fault =
        faultOf(request) ??
        proofFault(request.headers.authorization ?? '', { origin, key: publicKey(), nowMs: nowMs() });
      if (fault !== null) {
        faults.push(fault);
        return void response.writeHead(400).end(fault);
      }
      browser.came.push(open(body, browser));
      return void response.writeHead(201, { location: `${origin}/message/1` }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z
    .custom<AddressInfo>((value) => typeof value === 'object' && value !== null)
    .parse(server.address());
  return {
    host: `127.0.0.1:${port}`,
    troubles,
    faults,
    browser: () => {
      const ecdh = createECDH('prime256v1');
      const path = `/push/${randomBytes(8).toString('hex')}`;
      const browser = { ecdh, auth: randomBytes(16), came: [] };
      const keys = { p256dh: ecdh.generateKeys('base64url'), auth: browser.auth.toString('base64url') };
      browsers.set(path, browser);
      const subscription = { endpoint: `http://127.0.0.1:${port}${path}`, expirationTime: null, keys };
      return { subscription, came: browser.came };
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function faultOf({ method, headers }: IncomingMessage): string | null {
  if (method !== 'POST') return 'not a POST';
  if (headers['content-encoding'] !== 'aes128gcm') return 'not aes128gcm';
  if (!/^\d+$/.test(headers['ttl']?.toString() ?? '')) return 'no TTL';
  return null;
}

const claimsSchema = z.object({ aud: z.string(), exp: z.number(), sub: z.string().regex(/^(mailto:|https:)/) });

/** What is wrong with the proof of who sends, if anything. */
function proofFault(header: string, want: { origin: string; key: string; nowMs: number }): string | null {
  const { t, k } = /^vapid t=(?<t>[\w.-]+), ?k=(?<k>[\w-]+)$/.exec(header)?.groups ?? {};
  if (t === undefined || k === undefined) return 'no VAPID';
  if (k !== want.key) return 'another key than the browser subscribed with';
  const [head = '', body = '', signature = ''] = t.split('.');
  const point = Buffer.from(k, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${body}`);
  const sealed = { key, dsaEncoding: 'ieee-p1363' as const };
  if (!verify('sha256', signed, sealed, Buffer.from(signature, 'base64url'))) return 'a wrong signature';
  const claims = claimsSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  if (claims.aud !== want.origin) return `meant for ${claims.aud}`;
  const leftS = claims.exp - want.nowMs / 1000;
  return leftS > 0 && leftS <= DAY_S ? null : 'a proof that is old, or holds too long';
}

/** Opens a message as RFC 8291 has a browser do it. */
function open(body: Buffer, { ecdh, auth }: { ecdh: ECDH; auth: Buffer }): string {
  const salt = body.subarray(0, SALT_BYTES);
  const keyLength = body.readUInt8(20);
  const theirs = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs]);
  const shared = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(theirs), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', shared, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', shared, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const clear = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  return clear.subarray(0, clear.lastIndexOf(2)).toString();
}
