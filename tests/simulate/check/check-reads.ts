import type { FinalState } from './final-state.ts';

/** By so much the office may take an edit for younger than it is: a hello can be on its way for that long. */
const CLOCK_UNSURE_MS = 120_000;

/**
 * I12: what a till showed never goes back behind what it showed before, nor behind what was written at it.
 *
 * Prices and names of goods are written at the office alone, one after the other. Customers are written everywhere, and the
 * later clock wins: they are asked about where all clocks agree, as far as a clock can be measured over a bad line.
 */
export function checkReads({ readings, clocksAgree }: FinalState): string[] {
  const wrong: string[] = [];
  const newest = new Map<string, number>();
  for (const { reader, what, value, writtenMs } of readings) {
    const isCustomer = what.startsWith('customer ');
    if (isCustomer && !clocksAgree) continue;
    const key = `${reader} ${what}`;
    const before = newest.get(key) ?? 0;
    if (writtenMs + (isCustomer ? CLOCK_UNSURE_MS : 0) < before)
      wrong.push(`I12 ${reader} shows ${value} of ${writtenMs} again, after what was written at ${before}`);
    newest.set(key, Math.max(before, writtenMs));
  }
  return wrong;
}

/** I16: no call at a till's door waits for anything that takes time by the world's clock: no packet, no timer. */
export function checkCalls({ calls }: FinalState): string[] {
  return calls.flatMap(({ till, call, isOver, tookMs }) => {
    if (!isOver) return [`I16 ${till} never answered ${call}`];
    return tookMs === 0 ? [] : [`I16 ${till} let ${call} wait for ${tookMs} ms`];
  });
}
