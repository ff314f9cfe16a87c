import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODEL_MS_MAX, modelSize } from '../model-size.ts';
import { comeToRest, judgeNow, judgeRest } from './push-judge.ts';
import { stepArbitrary, take } from './push-steps.ts';
import type { LeftOut, PushVariant } from './push-variant.ts';
import { newWorld } from './push-world.ts';

const SIZE = modelSize(2_000);

/** Every history of a till or two, their copies and backups, the office and its backups, and the line between them. */
function holds(leftOut: LeftOut) {
  return fc.property(
    fc.integer({ min: 1, max: 2 }),
    fc.array(stepArbitrary, { maxLength: 60, size: 'max' }),
    (tills, steps) => {
      const world = newWorld(tills, leftOut);
      for (const step of steps) {
        take(world, step);
        expect(judgeNow(world)).toBeNull();
      }
      comeToRest(world);
      expect(judgeNow(world) ?? judgeRest(world)).toBeNull();
    },
  );
}

test('what is acknowledged is held, nothing is lost, and nothing happens twice', { timeout: MODEL_MS_MAX }, () => {
  fc.assert(holds(null), SIZE);
});

describe('no line of the contract can go', () => {
  const variants: readonly PushVariant[] = [
    'acknowledged by seq alone',
    'duplicates not compared',
    'no session rule',
    'acknowledged seq not looked at',
    'same epoch after a restore',
    'ids not compared',
    'pages not looked at',
    'sessions counted on from the backup',
  ];
  test.each(variants)('with it, some history goes wrong: %s', { timeout: MODEL_MS_MAX }, (variant) => {
    const found = fc.check(holds(variant), SIZE);
    expect(found.failed, 'the model saw nothing wrong').toBe(true);
    // What it saw is a rule that was broken, not a model that fell over.
    expect(found.errorInstance).toMatchObject({ name: 'AssertionError' });
  });
});
