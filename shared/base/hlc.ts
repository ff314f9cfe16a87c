import { z } from 'zod';
import { assert } from './assert.ts';

/**
 * A hybrid logical clock (Kulkarni et al. 2014): the wall clock's milliseconds and a counter, as text that sorts.
 *
 * 12 hex digits of milliseconds and 4 of the counter. It never goes back, whatever the wall clock does;
 * its high-water mark is kept on disk.
 */
export const hlcSchema = z.string().regex(/^[0-9a-f]{16}$/, 'A clock stamp is 16 hexadecimal digits.');
export type Hlc = z.infer<typeof hlcSchema>;

export const HLC_ZERO: Hlc = '0'.repeat(16);

/** A stamp received from elsewhere lifts our own clock by this much at most. */
export const HLC_LIFT_MS_MAX = 5 * 60 * 1000;

const COUNTER_MAX = 0xffff;

export function hlcMs(stamp: Hlc): number {
  return Number.parseInt(stamp.slice(0, 12), 16);
}

function counterOf(stamp: Hlc): number {
  return Number.parseInt(stamp.slice(12), 16);
}

export function makeHlc(ms: number, counter: number): Hlc {
  assert(Number.isSafeInteger(ms) && ms >= 0 && ms < 2 ** 48, 'a stamp takes 48 bits of milliseconds');
  assert(Number.isInteger(counter) && counter >= 0 && counter <= COUNTER_MAX, 'a stamp takes 16 bits of counter');
  return ms.toString(16).padStart(12, '0') + counter.toString(16).padStart(4, '0');
}

/** The next stamp after `last`: the wall clock where it is ahead, else one more on the counter; a full counter borrows a millisecond. */
export function nextHlc(last: Hlc, nowMs: number): Hlc {
  if (nowMs > hlcMs(last)) return makeHlc(nowMs, 0);
  const counter = counterOf(last) + 1;
  return counter > COUNTER_MAX ? makeHlc(hlcMs(last) + 1, 0) : makeHlc(hlcMs(last), counter);
}

/** Our mark after having seen another's stamp: never lower, and never more than five minutes above our own clock by it. */
export function receiveHlc(last: Hlc, received: Hlc, nowMs: number): Hlc {
  const ceiling = makeHlc(Math.max(nowMs, 0) + HLC_LIFT_MS_MAX, 0);
  const lifted = received > ceiling ? ceiling : received;
  return lifted > last ? lifted : last;
}
