import { assert } from './assert.ts';

/** The one limit of every number in the product: |n| ≤ 2^53 − 1. */
export function isSafe(value: number): boolean {
  return Number.isSafeInteger(value);
}

/**
 * The one rounding rule of the product, `half_away`: value × numerator ÷ denominator, halves away from zero.
 *
 * The product may pass 2^53, so it is taken in BigInt where it must be; the result has to fit again.
 */
export function mulDivRound(value: number, numerator: number, denominator: number): number {
  assert(isSafe(value) && isSafe(numerator) && isSafe(denominator), 'mulDivRound takes safe integers');
  assert(denominator > 0, 'mulDivRound divides by a positive number');
  const product = value * numerator;
  if (Number.isSafeInteger(product)) return divideHalfAway(product, denominator);
  const exact = BigInt(value) * BigInt(numerator);
  return divRound(exact, BigInt(denominator));
}

/** A sum of any size ÷ a positive whole number, by the same rule; the result has to fit. */
export function divRound(exact: bigint, denominator: bigint): number {
  assert(denominator > 0n, 'divRound divides by a positive number');
  const magnitude = ((exact < 0n ? -exact : exact) * 2n + denominator) / (denominator * 2n);
  const result = Number(exact < 0n ? -magnitude : magnitude);
  assert(isSafe(result), 'the result exceeds 2^53 - 1');
  return result === 0 ? 0 : result;
}

function divideHalfAway(product: number, denominator: number): number {
  const magnitude = Math.abs(product);
  const quotient = Math.floor(magnitude / denominator);
  const remainder = magnitude - quotient * denominator;
  const rounded = remainder * 2 >= denominator ? quotient + 1 : quotient;
  return product < 0 && rounded !== 0 ? -rounded : rounded;
}
