import { Secret, TOTP } from 'otpauth';
import type { NowMs } from '#shared/base/time.ts';

const STEP_S = 30;
/** A phone's clock may be half a minute off, either way. */
const WINDOW_STEPS = 1;
const SECRET_BYTES = 20;

/** As authenticator apps expect it: SHA-1, six digits, half a minute (RFC 6238). */
function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Stockavoo', label, secret: Secret.fromBase32(secret), period: STEP_S, digits: 6 });
}

export function newTotpSecret(randomBytes: (count: number) => Uint8Array): string {
  return new Secret({ buffer: Uint8Array.from(randomBytes(SECRET_BYTES)).buffer }).base32;
}

export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The half minute to which a code belongs, or nothing for a wrong one. */
export function stepOfCode(secret: string, code: string, nowMs: ReturnType<NowMs>): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totpOf(secret).validate({ token: code, timestamp: nowMs, window: WINDOW_STEPS });
  return delta === null ? undefined : Math.floor(nowMs / 1000 / STEP_S) + delta;
}
