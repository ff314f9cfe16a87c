import { z } from 'zod';
import { assert } from './assert.ts';

/** Every id is a UUIDv7 made by the program: in order of time, unique without asking anybody. */
export const idSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'An id must be a lower-case UUID.');
export type Id = z.infer<typeof idSchema>;

/** The id that stands where there is none in a key, such as the batch of goods without batches. */
export const NO_ID: Id = '00000000-0000-0000-0000-000000000000';

/** Gives ids; the host decides by which clock and which randomness. */
export type MakeId = () => Id;

/**
 * So many ids, the smallest first: for what one request says in an order that its reader is to see again.
 *
 * Ids made within one millisecond are in no order of their own.
 */
export function idsInOrder(makeId: MakeId, count: number): readonly Id[] {
  return Array.from({ length: count }, makeId).toSorted();
}

/**
 * A UUIDv7 of RFC 9562: 48 bits of milliseconds, then 74 random bits.
 *
 * All random bits are used as such, so that a clock that went back can't make the same id twice.
 */
export function uuidV7(nowMs: number, random: Uint8Array): Id {
  assert(Number.isSafeInteger(nowMs) && nowMs >= 0 && nowMs < 2 ** 48, 'a UUIDv7 takes 48 bits of milliseconds');
  assert(random.length >= 10, 'a UUIDv7 takes ten random bytes');
  const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');
  const at = (index: number): number => random[index] ?? 0;
  const time = hex(nowMs, 12);
  const version = hex(0x7000 | ((at(0) & 0x0f) << 8) | at(1), 4);
  const variant = hex(0x8000 | ((at(2) & 0x3f) << 8) | at(3), 4);
  let tail = '';
  for (let index = 4; index < 10; index += 1) tail += hex(at(index), 2);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${tail}`;
}
