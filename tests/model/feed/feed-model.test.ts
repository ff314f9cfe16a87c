import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODEL_MS_MAX, modelSize } from '../model-size.ts';
import type { FeedVariant, LeftOut } from './feed-variant.ts';
import { feedStep, newFeedWorld, restFeed, takeFeedStep } from './feed-world.ts';

const SIZE = modelSize(8_000);

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

test('a reader misses no row, and keeps none that is gone', { timeout: MODEL_MS_MAX }, () => {
  fc.assert(missesNothing(null), SIZE);
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
  test.each(variants)('with it, some history goes wrong: %s', { timeout: MODEL_MS_MAX }, (variant) => {
    const found = fc.check(missesNothing(variant), SIZE);
    expect(found.failed, 'the model saw nothing wrong').toBe(true);
    // What it saw is a rule that was broken, not a model that fell over.
    expect(found.errorInstance).toMatchObject({ name: 'AssertionError' });
  });
});
