import { gzipSync } from 'node:zlib';
import { type ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import { PUSH_BYTES_MAX } from '#shared/sync/limits.ts';
import type { PushAnswer } from '#shared/sync/push.ts';
import { SIGNATURE_HEADER, signedText } from '#shared/sync/signing.ts';
import type { OfficeReply } from './office-client.ts';
import type { Reader } from '../store/till-tables.ts';
import { type TillKey, sha256Bytes } from './till-key.ts';

/** What goes out in one push: changes of one epoch, without a gap. */
export type PushBatch = {
  readonly epoch: string;
  readonly firstSeq: number;
  readonly changes: readonly ChangeEnvelope[];
  /** The changes as the bytes of their JSON, in the same order: made once, to be measured and to be sent. */
  readonly parts: readonly Buffer[];
};

/** A push that went out while the one before it had no answer yet. */
export type PushAhead = {
  readonly session: number;
  readonly batch: PushBatch;
  readonly reply: Promise<OfficeReply<PushAnswer>>;
  readonly cutOff: () => void;
};

/** A push as its bytes, and the headers that go with exactly these bytes. */
export type SealedPush = { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> };

export const PUSH_PATH = '/api/v1/sync/push';

/** Changes are read in parts, so that a week of large sales is never in memory at once. */
const READ_AT_ONCE = 50;
const HEAD_BYTES = 400;
const GZIP_FROM_BYTES = 1024;
const GZIP_CHUNK_BYTES = 256 * 1024;
const COMMA = Buffer.from(',');

/**
 * The next changes that wait, up to a number and to what one request holds; a larger one goes alone.
 *
 * @param fromSeq where to begin, for what goes out after changes that are under way; else with the first that waits
 */
export function nextBatch(reader: Reader, changesMax: number, fromSeq?: number): PushBatch | null {
  const epoch = reader.meta.epoch()?.epoch;
  if (epoch === undefined) return null;
  const firstSeq = fromSeq ?? reader.places.firstWaitingSeq(epoch);
  if (firstSeq === null) return null;
  const changes: ChangeEnvelope[] = [];
  const parts: Buffer[] = [];
  let bytes = HEAD_BYTES;
  while (changes.length < changesMax) {
    const part = reader.changes.after(
      epoch,
      firstSeq - 1 + changes.length,
      Math.min(READ_AT_ONCE, changesMax - changes.length),
    );
    for (const { seq, body, bodyHash, hash } of part) {
      const change = { epoch, seq, body, bodyHash, hash };
      const sent = Buffer.from(JSON.stringify(change));
      bytes += sent.length + 1;
      if (bytes > PUSH_BYTES_MAX && changes.length > 0) return { epoch, firstSeq, changes, parts };
      changes.push(change);
      parts.push(sent);
    }
    if (part.length === 0) break;
  }
  return changes.length === 0 ? null : { epoch, firstSeq, changes, parts };
}

/** Seals a push with the till's key, over exactly the bytes that are sent. */
export function sealPush(
  key: TillKey,
  {
    session,
    protocol,
    batch,
    previousHash,
  }: { session: number; protocol: number; batch: PushBatch; previousHash?: string },
): SealedPush {
  const { epoch, firstSeq, parts } = batch;
  const head = JSON.stringify({ session, protocol, epoch, firstSeq, previousHash });
  const plain = Buffer.concat([
    Buffer.from(`${head.slice(0, -1)},"changes":[`),
    ...parts.flatMap((part, index) => (index === 0 ? [part] : [COMMA, part])),
    Buffer.from(']}'),
  ]);
  return seal(key, { path: PUSH_PATH, session, epoch, firstSeq, plain });
}

/** What is sealed: a message with changes as the bytes of its text, and the place of the first of them. */
export type Sealing = {
  readonly path: string;
  readonly session: number;
  readonly epoch: string;
  readonly firstSeq: number;
  readonly plain: Buffer;
};

/** Signs a message over exactly the bytes that are sent. */
export function seal(key: TillKey, { plain, ...to }: Sealing): SealedPush {
  const isSmall = plain.length <= GZIP_FROM_BYTES;
  const body = isSmall ? plain : gzipSync(plain, { level: 1, chunkSize: GZIP_CHUNK_BYTES });
  const signature = signatureOf(key, body, to);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: signature,
      ...(isSmall ? {} : { 'content-encoding': 'gzip' }),
    },
  };
}

/** What proves that this till sends these bytes, for this place. */
export function signatureOf(
  key: TillKey,
  bytes: Uint8Array,
  to: { readonly path: string; readonly session: number; readonly epoch: string; readonly firstSeq: number },
): string {
  const text = signedText({ method: 'POST', ...to, bytesHash: sha256Bytes(bytes) });
  return Buffer.from(key.sign(Buffer.from(text))).toString('base64');
}
