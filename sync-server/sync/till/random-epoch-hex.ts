import { randomBytes } from 'node:crypto';

/** What tells two epochs of the same counter apart: sixteen hex digits that nobody guesses. */
export function randomEpochHex(): string {
  return randomBytes(8).toString('hex');
}
