import { type Minor, minor } from '#shared/base/money.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';

/** An entry of a customer's debt book: positive was bought on account, negative was paid or given back. */
export type DebtEntry = { readonly amountMinor: Minor };

/** What a customer owes; negative where the shop owes the customer. */
export function customerDebt(entries: readonly DebtEntry[]): Minor {
  let sum = 0;
  for (const entry of entries) sum += entry.amountMinor;
  return minor(sum);
}

/** Whether so much more may go on account. The till knows the debt as of its last contact, and the limit holds for that. */
export function mayOwe(owesMinor: Minor, moreMinor: Minor, limitMinor: Minor): Outcome<null, 'credit_limit'> {
  if (moreMinor <= 0 || owesMinor + moreMinor <= limitMinor) return accept(null);
  return refuse('credit_limit', { limitMinor, owesMinor });
}
