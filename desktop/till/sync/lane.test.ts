import { expect, test } from 'vitest';
import type { Timers } from '../ports/timers.ts';
import { type LaneResult, createLane } from './lane.ts';

/** Time that moves only when told to. */
function handTimers() {
  let now = 0;
  let due: { atMs: number; run: () => void }[] = [];
  const timers: Timers = {
    after: (delayMs, run) => {
      const entry = { atMs: now + delayMs, run };
      due.push(entry);
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    monotonicMs: () => now,
  };
  const advance = (ms: number): void => {
    now += ms;
    const ready = due.filter((entry) => entry.atMs <= now);
    due = due.filter((entry) => entry.atMs > now);
    for (const entry of ready) entry.run();
  };
  return { timers, advance, next: () => Math.min(...due.map((entry) => entry.atMs - now)) };
}

const settled = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

function laneOf(answers: (LaneResult | Error)[]) {
  const time = handTimers();
  const seen = { turns: 0, atOnce: 0, most: 0, crashes: 0 };
  const lane = createLane({
    timers: time.timers,
    random: () => 0.5,
    everyMs: 20_000,
    onCrash: () => {
      seen.crashes += 1;
    },
    run: async () => {
      seen.turns += 1;
      seen.atOnce += 1;
      seen.most = Math.max(seen.most, seen.atOnce);
      await Promise.resolve();
      seen.atOnce -= 1;
      const answer = answers.shift() ?? 'idle';
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { ...time, seen, lane };
}

test('goes on while there is more, then rests until the timer', async () => {
  const { lane, seen, advance, next } = laneOf(['more', 'more', 'idle']);
  lane.poke();
  await settled();
  expect(seen.turns).toBe(3);
  expect(next()).toBe(20_000);
  advance(20_000);
  await settled();
  expect(seen.turns).toBe(4);
});

test('pokes while it runs are one more turn, never two at once', async () => {
  const { lane, seen } = laneOf(['idle', 'idle']);
  for (let times = 0; times < 10; times += 1) lane.poke();
  await settled();
  expect(seen).toMatchObject({ turns: 2, most: 1 });
});

test('a poke does not cut a back-off short, a wake does', async () => {
  const { lane, seen, next } = laneOf(['retry', 'retry', 'idle']);
  lane.poke();
  await settled();
  expect(next()).toBe(1500);
  lane.poke();
  await settled();
  expect(seen.turns).toBe(1);
  lane.wake();
  await settled();
  expect(seen.turns).toBe(2);
  expect(next()).toBe(1500);
});

test('a turn that throws is told and tried again', async () => {
  const { lane, seen, next } = laneOf([new Error('a bug'), 'idle']);
  lane.poke();
  await settled();
  expect(seen.crashes).toBe(1);
  expect(next()).toBe(1500);
});

test('halted, it waits to be woken; stopped, it never runs again', async () => {
  const { lane, seen, next } = laneOf(['halt', 'idle']);
  lane.poke();
  await settled();
  lane.poke();
  await settled();
  expect(seen.turns).toBe(1);
  expect(next()).toBe(Number.POSITIVE_INFINITY);
  lane.wake();
  await settled();
  expect(seen.turns).toBe(2);
  lane.stop();
  lane.wake();
  await settled();
  expect(seen.turns).toBe(2);
});
