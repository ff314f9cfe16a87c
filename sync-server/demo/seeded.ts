import { uuidV7, type Id } from '#shared/base/ids.ts';
import { must } from '#shared/base/assert.ts';

/** Randomness that comes out the same for the same seed: the demo shop is the same shop at every load. */
export type Seeded = {
  /** 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Value>(values: readonly Value[]) => Value;
  readonly weighted: (weights: readonly number[]) => number;
  readonly id: (ms: number) => Id;
};

/** mulberry32 (T. Ettinger, public domain): small, and good enough for a shop that never was. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (values) => must(values[between(0, values.length - 1)], 'the demo picks from a list that is not empty'),
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex((weight) => (left -= weight) < 0);
      return index < 0 ? weights.length - 1 : index;
    },
    id: (ms) =>
      uuidV7(
        ms,
        Uint8Array.from({ length: 10 }, () => between(0, 255)),
      ),
  };
}
