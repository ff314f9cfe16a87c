import { createHash } from 'node:crypto';
import type { Epoch } from '#shared/changes/hash-chain.ts';

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Two epochs of one counter differ by these digits, so that what two lives of a server gave is told apart. */
export function epochOf(counter: number, given: number): Epoch {
  return `${counter}-${given.toString(16).padStart(16, '0')}`;
}
