import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Fault } from '#shared/base/fault.ts';
import { CHANGE_BYTES_MAX } from '#shared/sync/limits.ts';

/** A change of the largest size, with its quotes escaped, in base64, and what stands around it. */
export const SYNC_BODY_BYTES_MAX = 2 * CHANGE_BYTES_MAX + 64 * 1024;

const PART_BYTES_MIN = 16 * 1024;
const PART_BYTES_MAX = 1024 * 1024;

const inflate = promisify(gunzip);

/** The bytes as they were sent, which is what was signed, and the text in them. */
export type SentBody = { readonly bytes: Uint8Array; readonly text: string };

/**
 * Reads a request's body within limits, before and after inflating.
 *
 * @throws {Fault} `too_large`, `unsupported_media`, `malformed`
 */
export async function readBody(request: Request, bytesMax = SYNC_BODY_BYTES_MAX): Promise<SentBody> {
  const bytes = await readBytes(request, bytesMax);
  const encoding = request.headers.get('content-encoding')?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new Fault('unsupported_media', 'Send the body plain or as gzip.');
  const plain = encoding === 'gzip' ? await inflateWithin(bytes, bytesMax) : bytes;
  try {
    return { bytes, text: new TextDecoder('utf-8', { fatal: true }).decode(plain) };
  } catch (cause) {
    throw new Fault('malformed', 'The request is not UTF-8.', { cause });
  }
}

async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  if (request.body === null) return new Uint8Array();
  for await (const sent of request.body) {
    const part: unknown = sent;
    if (!(part instanceof Uint8Array)) throw new Fault('malformed', 'The request is not made of bytes.');
    length += part.byteLength;
    if (length > bytesMax) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

/** A push of a megabyte is put together from few parts: each costs a turn of the loop. */
function chunkFor(zippedBytes: number): number {
  return Math.min(PART_BYTES_MAX, Math.max(PART_BYTES_MIN, zippedBytes * 4));
}

async function inflateWithin(bytes: Uint8Array, bytesMax: number): Promise<Uint8Array> {
  try {
    return await inflate(bytes, { maxOutputLength: bytesMax, chunkSize: chunkFor(bytes.length) });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge();
    throw new Fault('malformed', 'The body is not the gzip that it says it is.', { cause });
  }
}

function tooLarge(): Fault {
  return new Fault('too_large', 'The request is larger than allowed. Send fewer changes at once.');
}
