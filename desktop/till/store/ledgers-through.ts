import { z } from 'zod';
import { epochSchema } from '#shared/changes/hash-chain.ts';
import type { Reader, Writer } from './till-tables.ts';

/**
 * Up to which own change every balance is known to be whole. Kept apart from the mark of the class, since it ends in every row
 * when changes get new places, while the records of the class still need theirs.
 */
const LEDGERS_THROUGH_KEY = 'ledgers_through';
const throughSchema = z.object({ epoch: epochSchema, seq: z.number().int().min(0) });
export type Through = z.infer<typeof throughSchema>;

export function ledgersThrough(reader: Pick<Reader, 'meta'>): Through | null {
  const text = reader.meta.get(LEDGERS_THROUGH_KEY);
  return text === null ? null : throughSchema.parse(JSON.parse(text));
}

export function setLedgersThrough(writer: Pick<Writer, 'meta'>, through: Through | null): void {
  if (through === null) writer.meta.remove(LEDGERS_THROUGH_KEY);
  else writer.meta.set(LEDGERS_THROUGH_KEY, JSON.stringify(through));
}
