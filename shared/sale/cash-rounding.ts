import { assert } from '#shared/base/assert.ts';
import { mulDivRound } from '#shared/base/integer.ts';
import { type Minor, minor } from '#shared/base/money.ts';

/** An amount as cash can be handed over: the nearest multiple of the smallest coin, halves away from zero; 0 rounds nothing. */
export function roundCash(amountMinor: Minor, multipleMinor: Minor): Minor {
  assert(multipleMinor >= 0, 'cash is rounded to a positive multiple, or not at all');
  if (multipleMinor <= 1) return amountMinor;
  return minor(mulDivRound(amountMinor, 1, multipleMinor) * multipleMinor);
}
