import { type KeyObject, createPublicKey, verify } from 'node:crypto';

/** A till's public key out of its 32 bytes in base64url. */
export function tillPublicKey(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
}

/** Whether the till signed this text. A signature that isn't one is not an error of ours. */
export function tillSigned(publicKey: string, text: string, signatureBase64: string): boolean {
  try {
    return verify(null, Buffer.from(text, 'utf8'), tillPublicKey(publicKey), Buffer.from(signatureBase64, 'base64'));
  } catch {
    return false;
  }
}
