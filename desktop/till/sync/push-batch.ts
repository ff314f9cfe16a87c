import { gzipSync } from 'node:zlib';
import { type ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import { PUSH_BYTES_MAX } from '#shared/sync/limits.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { SIGNATURE_HEADER, signedText } from '#shared/sync/signing.ts';
import type { Reader } from '../store/till-tables.ts';
import { type TillKey, sha256Bytes } from './till-key.ts';

/** What goes out in one push: changes of one epoch, without a gap. */
export type PushBatch = {
  readonly epoch: string;
  readonly firstSeq: number;
  readonly changes: readonly ChangeEnvelope[];
  /** Whether there are more behind it. */
  readonly hasMore: boolean;
};

export const PUSH_PATH = '/api/v1/sync/push';

/** Changes are read in parts, so that a week of large sales is never in memory at once. */
const READ_AT_ONCE = 50;
const ENVELOPE_BYTES = 400;
const GZIP_FROM_BYTES = 1024;

/** The next changes that wait, up to a number and to what one request holds; a larger one goes alone. */
export function nextBatch(reader: Reader, changesMax: number): PushBatch | null {
  const epoch = reader.meta.epoch()?.epoch;
  if (epoch === undefined) return null;
  const firstSeq = reader.places.firstWaitingSeq(epoch);
  if (firstSeq === null) return null;
  const changes: ChangeEnvelope[] = [];
  let bytes = ENVELOPE_BYTES;
  while (changes.length < changesMax) {
    const part = reader.changes.after(
      epoch,
      firstSeq - 1 + changes.length,
      Math.min(READ_AT_ONCE, changesMax - changes.length),
    );
    for (const { seq, body, bodyHash, hash } of part) {
      const change = { epoch, seq, body, bodyHash, hash };
      bytes += Buffer.byteLength(JSON.stringify(body)) + ENVELOPE_BYTES;
      if (bytes > PUSH_BYTES_MAX && changes.length > 0) return { epoch, firstSeq, changes, hasMore: true };
      changes.push(change);
    }
    if (part.length === 0) break;
  }
  const lastSeq = firstSeq - 1 + changes.length;
  return { epoch, firstSeq, changes, hasMore: (reader.changes.head(epoch)?.seq ?? 0) > lastSeq };
}

/** The bytes of a push as they are sent, and the headers that go with exactly these bytes. */
export function sealPush(
  key: TillKey,
  session: number,
  batch: PushBatch,
): { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> } {
  const { epoch, firstSeq, changes } = batch;
  const plain = Buffer.from(JSON.stringify({ session, protocol: PROTOCOL_VERSION, epoch, firstSeq, changes }));
  const isSmall = plain.length <= GZIP_FROM_BYTES;
  const body = isSmall ? plain : gzipSync(plain, { level: 1 });
  const signature = signatureOf(key, body, { path: PUSH_PATH, session, epoch, firstSeq });
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
