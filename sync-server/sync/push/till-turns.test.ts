import { expect, test } from 'vitest';
import { createTillTurns } from './till-turns.ts';

test('what belongs to one till is done in the order in which it came, and another till waits for none of it', async () => {
  const turns = createTillTurns();
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = turns('till 1', () => gate.promise.then(() => void done.push('first')));
  const second = turns('till 1', () => Promise.resolve(void done.push('second')));
  await turns('till 2', () => Promise.resolve(void done.push('other')));
  expect(done).toEqual(['other']);
  gate.resolve();
  await Promise.all([first, second]);
  expect(done).toEqual(['other', 'first', 'second']);
});

test('what fails is told to whoever asked for it, and the next has its turn', async () => {
  const turns = createTillTurns();
  const failing = turns('till 1', () => Promise.reject(new Error('no')));
  const next = turns('till 1', () => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});
