import { createHash } from 'node:crypto';

/** Letters and digits that nobody mistakes for each other. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 8;
export const CODE_BYTES = LENGTH;

/** A code such as 7F3K-22QD out of eight random bytes: five bits of each. */
export function makeCode(random: Uint8Array): string {
  const letters = [...random.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length] ?? '2').join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** Only a hash of a code is kept; however it was typed, the same code gives the same. */
export function hashCode(code: string): string {
  return createHash('sha256')
    .update(`enrolment ${code.toUpperCase().replaceAll('-', '').trim()}`)
    .digest('hex');
}
