import { z } from 'zod';

/** SHA-256 of a text's UTF-8 bytes as 64 hex digits; the host gives it, since shared/ knows no crypto. */
export type Sha256 = (text: string) => string;

export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'A hash is 64 hexadecimal digits.');
export type Hash = z.infer<typeof hashSchema>;

/** `COUNTER-RANDOM`: the counter orders the epochs of a till, the 16 hex digits tell two of the same counter apart. */
export const epochSchema = z
  .string()
  .regex(/^\d{1,9}-[0-9a-f]{16}$/, 'An epoch is a counter and 16 hexadecimal digits.');
export type Epoch = z.infer<typeof epochSchema>;

export function epochCounter(epoch: Epoch): number {
  return Number(epoch.slice(0, epoch.indexOf('-')));
}

/** Where the chain of an epoch begins: bound to the till and to the last agreed hash of the epoch before ('' for none). */
export function chainStart(sha256: Sha256, tillId: string, epoch: Epoch, previousHash: string): Hash {
  return sha256(`${tillId}\n${epoch}\n${previousHash}`);
}

/** One link: what came before, where this stands, and what it says. */
export function chainNext(
  sha256: Sha256,
  link: { previousHash: Hash; epoch: Epoch; seq: number; bodyHash: Hash },
): Hash {
  return sha256(`${link.previousHash}\n${link.epoch}\n${link.seq}\n${link.bodyHash}`);
}

/** A change on the wire and on disk. `body` is one JSON text, made once; nobody re-serialises it. */
export const changeEnvelopeSchema = z.object({
  epoch: epochSchema,
  seq: z.number().int().min(1),
  body: z.string().max(8 * 1024 * 1024),
  bodyHash: hashSchema,
  hash: hashSchema,
});
export type ChangeEnvelope = z.infer<typeof changeEnvelopeSchema>;
