import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FeedVariant, LeftOut } from './feed-variant.ts';
import { feedStep, newFeedWorld, restFeed, takeFeedStep } from './feed-world.ts';

const HISTORIES = 8_000;
const SEED = 20_260_601;

/** Writers that commit in any order, one reader that asks at any moment, backups and marks. */
function missesNothing(leftOut: LeftOut) {
  return fc.property(fc.array(feedStep, { maxLength: 60, size: 'max' }), (steps) => {
    const world = newFeedWorld(leftOut);
    for (const step of steps) {
      takeFeedStep(world, step);
      expect(world.wrong).toBeNull();
    }
    restFeed(world);
    expect(world.wrong).toBeNull();
  });
}

test('a reader misses no row, and keeps none that is gone', () => {
  fc.assert(missesNothing(null), { seed: SEED, numRuns: HISTORIES });
});

describe('no line of the feed’s contract can go', () => {
  const variants: readonly FeedVariant[] = [
    'numbers given before the commit',
    'cursor without a mark',
    'counter not held against its mark',
    'tombstones pruned without a horizon',
    'horizon without the beginning',
    'nothing swept after reading anew',
  ];
  test.each(variants)('with it, some history goes wrong: %s', (variant) => {
    const found = fc.check(missesNothing(variant), { seed: SEED, numRuns: HISTORIES });
    expect(found.failed, 'the model saw nothing wrong').toBe(true);
  });
});
