/** The header that carries the Ed25519 signature (base64) of a push. */
export const SIGNATURE_HEADER = 'x-stockavoo-signature';

/** The text that a till signs: method, path, session, epoch, first seq, and the hash of the bytes as they are sent. */
export function signedText(request: {
  method: string;
  path: string;
  session: number;
  epoch: string;
  firstSeq: number;
  bytesHash: string;
}): string {
  return [request.method, request.path, request.session, request.epoch, request.firstSeq, request.bytesHash].join('\n');
}
