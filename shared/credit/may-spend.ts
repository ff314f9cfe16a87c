import { type Minor, minor } from '#shared/base/money.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';

export type Spending = {
  /** What is to be spent of it now, in all parts of one payment. */
  readonly amountMinor: Minor;
  /** What stands on it, as far as this till knows. */
  readonly balanceMinor: Minor;
  /** What this till spent of it and the office has not confirmed. */
  readonly unconfirmedMinor: Minor;
  /** What may be spent without word of the office; null where the business sets no limit, and none holds in contact. */
  readonly offlineLimitMinor: Minor | null;
};

/**
 * Whether so much of a gift card or store credit may be spent here and now.
 *
 * Without word of the office another till may spend the same at this moment; the limit bounds what that can cost.
 */
export function maySpend(spending: Spending): Outcome<null, 'credit_short' | 'credit_offline_limit'> {
  const { amountMinor, balanceMinor, unconfirmedMinor, offlineLimitMinor } = spending;
  if (amountMinor > balanceMinor) return refuse('credit_short', { leftMinor: Math.max(0, balanceMinor) });
  if (offlineLimitMinor === null || unconfirmedMinor + amountMinor <= offlineLimitMinor) return accept(null);
  return refuse('credit_offline_limit', {
    limitMinor: offlineLimitMinor,
    leftMinor: minor(Math.max(0, offlineLimitMinor - unconfirmedMinor)),
  });
}
