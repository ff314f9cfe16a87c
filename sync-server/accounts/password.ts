import { compare, hash } from 'bcrypt';
import { COMMON_PASSWORDS } from './common-passwords.ts';

const ROUNDS = 10;
const BYTES_MIN = 10;
/** bcrypt cuts here: what follows would not count, so longer passwords are refused. */
const BYTES_MAX = 72;
/** Compared where there is no account, so that the answer takes as long as for a real one. */
const NOBODYS_HASH = '$2b$10$yfagtDpA25zl0Z7GbmiYTeUuULLixNknEbdKUHF2vqjZPrfqg8OlW';

/** What is wrong with a new password, in a sentence, or nothing. */
export function passwordFault(password: string, names: readonly string[]): string | undefined {
  const bytes = Buffer.byteLength(password, 'utf8');
  if (bytes < BYTES_MIN) return `A password has at least ${BYTES_MIN} characters.`;
  if (bytes > BYTES_MAX) return `A password has at most ${BYTES_MAX} characters (fewer with accents or symbols).`;
  if (password.includes('\u0000')) return 'A password can’t hold this character.';
  const plain = password.toLowerCase();
  const isOneCharacter = new Set(plain).size < 4;
  if (isOneCharacter || COMMON_PASSWORDS.has(plain))
    return 'This password is among the first that others would guess. Take another.';
  if (names.some((name) => name.toLowerCase() === plain)) return 'A password must not be your name or e-mail.';
  return undefined;
}

export function hashPassword(password: string): Promise<string> {
  return hash(password, ROUNDS);
}

/** Whether it is the one; takes its time in any case. */
export async function isPassword(password: string, storedHash: string | null): Promise<boolean> {
  const matches = await compare(password, storedHash ?? NOBODYS_HASH);
  return matches && storedHash !== null && Buffer.byteLength(password, 'utf8') <= BYTES_MAX;
}
