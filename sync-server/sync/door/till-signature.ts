import { createHash } from 'node:crypto';
import { Fault } from '#shared/base/fault.ts';
import { signedText } from '#shared/sync/signing.ts';
import { tillSigned } from './till-public-key.ts';

/** A request as it came over the wire: where to, the very bytes, and what proves that the till sent them. */
export type Signed = { readonly path: string; readonly bytes: Uint8Array; readonly signature: string };

/** The place that a request is signed for. */
export type SignedPlace = { readonly session: number; readonly epoch: string; readonly firstSeq: number };

/** Whoever holds a token but not the till's key leaves nothing in its name. @throws {Fault} `signature_invalid` */
export function requireTillSignature(
  till: { readonly publicKey: string },
  { session, epoch, firstSeq }: SignedPlace,
  { path, bytes, signature }: Signed,
): void {
  const bytesHash = createHash('sha256').update(bytes).digest('hex');
  if (tillSigned(till.publicKey, signedText({ method: 'POST', path, session, epoch, firstSeq, bytesHash }), signature))
    return;
  throw new Fault('signature_invalid', 'The request was not signed by this till.');
}
