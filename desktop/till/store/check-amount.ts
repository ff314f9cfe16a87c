import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import type { Answer } from './handler.ts';

/**
 * What one payment, one move of cash or one sale may come to: a hundred billion of a currency with cents. Hundreds of them
 * still add up within 2^53, so that a report of them never fails.
 */
export const AMOUNT_MINOR_MAX = minor(10_000_000_000_000);

/** Refuses an amount that no shop handles; whichever way it goes. */
export function checkAmount(amountMinor: number): Answer<null> {
  return Math.abs(amountMinor) > AMOUNT_MINOR_MAX
    ? refuse('amount_too_large', { maxMinor: AMOUNT_MINOR_MAX })
    : accept(null);
}
