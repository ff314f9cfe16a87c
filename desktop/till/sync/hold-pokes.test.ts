import { expect, test } from 'vitest';
import type { LaneResult } from './lane.ts';
import { holdPokes } from './hold-pokes.ts';

function heldTill() {
  let pulls = 0;
  const held = holdPokes(() => (pulls += 1));
  const signal = new AbortController().signal;
  const turn = (result: () => LaneResult): Promise<LaneResult> =>
    held.whileSending(async () => Promise.resolve(result()))(signal);
  return { poke: held.poke, turn, pulls: () => pulls };
}

test('pokes that come while a backlog goes up end in one pull behind it', async () => {
  const till = heldTill();
  till.poke();
  expect(till.pulls()).toBe(1);
  await till.turn(() => 'more');
  till.poke();
  till.poke();
  await till.turn(() => 'more');
  expect(till.pulls()).toBe(1);
  await till.turn(() => 'idle');
  expect(till.pulls()).toBe(2);
  await till.turn(() => 'idle');
  expect(till.pulls()).toBe(2);
});

test.each(['retry', 'halt', 'begin_again'] as const)('a push that ends with %s lets the pull go on', async (result) => {
  const till = heldTill();
  await till.turn(() => 'more');
  till.poke();
  expect(await till.turn(() => result)).toBe(result);
  expect(till.pulls()).toBe(1);
});

test('a push that breaks lets the pull go on', async () => {
  const till = heldTill();
  await till.turn(() => 'more');
  till.poke();
  const broken = (): LaneResult => {
    throw new Error('a bug');
  };
  await expect(till.turn(broken)).rejects.toThrow('a bug');
  expect(till.pulls()).toBe(1);
});
