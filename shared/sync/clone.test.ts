import { expect, test } from 'vitest';
import { isClone, sessionUse, suspectsClone } from './clone.ts';

test('a till that was started anew is no clone of its former run', () => {
  expect(suspectsClone({ highestGivenToProcess: 0, highestBegun: 7 })).toBe(false);
});

test('a running process above whose session nobody went is alone', () => {
  expect(suspectsClone({ highestGivenToProcess: 7, highestBegun: 7 })).toBe(false);
  expect(suspectsClone({ highestGivenToProcess: 8, highestBegun: 7 })).toBe(false);
});

test('a running process over whose head a session was used is suspected, and proven by using its new one', () => {
  const suspected = suspectsClone({ highestGivenToProcess: 4, highestBegun: 5 });
  expect(suspected).toBe(true);
  expect(isClone({ session: 6, suspected }, 6)).toBe(true);
});

test('a hello that arrives late proves nothing while its session is not used', () => {
  expect(isClone({ session: 6, suspected: true }, 5)).toBe(false);
  expect(isClone({ session: 6, suspected: false }, 6)).toBe(false);
});

test('an offered session begins by its first use, ends the older, and none that was not offered is taken', () => {
  const sessions = { highestOffered: 6, highestBegun: 4 };
  expect(sessionUse(4, sessions)).toBe('current');
  expect(sessionUse(6, sessions)).toBe('begins');
  expect(sessionUse(3, sessions)).toBe('stale');
  expect(sessionUse(7, sessions)).toBe('stale');
});
