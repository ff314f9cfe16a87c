import { createHash } from 'node:crypto';

/** Numbers that follow from a seed alone; each part of the world draws from a stream of its own. */
export type SeededRandom = {
  /** From 0 to below 1. */
  readonly fraction: () => number;
  /** From `from` to `to`, both included. */
  readonly whole: (from: number, to: number) => number;
  readonly chance: (ofOne: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly bytes: (count: number) => Uint8Array;
};

/** sfc32, seeded from a hash of its name: streams of different names have nothing to do with each other. */
export function seededRandom(name: string): SeededRandom {
  const seed = createHash('sha256').update(name).digest();
  const state = new Uint32Array([seed.readUInt32LE(0), seed.readUInt32LE(4), seed.readUInt32LE(8), 1]);
  const next = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = state;
    const sum = (a + b + d) >>> 0;
    state[3] = d + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  const fraction = (): number => next() / 2 ** 32;
  const whole = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    whole,
    chance: (ofOne) => fraction() < ofOne,
    pick: (items) => {
      const item = items[whole(0, items.length - 1)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 0xff),
  };
}
