import { z } from 'zod';
import { Bug, assert } from './assert.ts';
import { divRound, isSafe, mulDivRound } from './integer.ts';

/** An amount in the currency's minor unit (kobo, pence, yen): a whole number, |n| ≤ 2^53 − 1. */
export type Minor = number & { readonly __unit: 'minor' };

/** A unit cost in 1/10,000 of the minor unit, so that a carton's cost divides into pieces. */
export type CostE4 = number & { readonly __unit: 'cost_e4' };

function isMinor(value: number): value is Minor {
  return isSafe(value);
}

function isCostE4(value: number): value is CostE4 {
  return isSafe(value);
}

export const minorSchema = z.number().int().refine(isMinor, 'An amount must be a whole number of the minor unit.');
export const costE4Schema = z.number().int().refine(isCostE4, 'A cost must be a whole number of 1/10,000 minor units.');

/** Brands a whole number as an amount; anything else is a bug of the caller. */
export function minor(value: number): Minor {
  const amount = value === 0 ? 0 : value;
  // Not `assert`: its message would be built for every amount of every line after every scan.
  if (!isMinor(amount)) throw new Bug(`not an amount in minor units: ${value}`);
  return amount;
}

export function costE4(value: number): CostE4 {
  assert(isCostE4(value), `not a cost in 1/10,000 minor units: ${value}`);
  return value;
}

/**
 * Costs added up, in minor units, rounded once. In 1/10,000 of the minor unit the sum of a year passes 2^53 where the amount is
 * far from it, so it is a big integer.
 */
export function minorOfCost(sumE4: bigint): Minor {
  return minor(divRound(sumE4, 10_000n));
}

export const ZERO_MINOR: Minor = minor(0);

export function addMinor(...amounts: readonly Minor[]): Minor {
  let total = 0;
  for (const amount of amounts) total += amount;
  return minor(total);
}

export function subtractMinor(from: Minor, amount: Minor): Minor {
  return minor(from - amount);
}

export function negateMinor(amount: Minor): Minor {
  return minor(-amount);
}

/** An amount × numerator ÷ denominator, rounded half away from zero: shares, percentages, taxes. */
export function scaleMinor(amount: Minor, numerator: number, denominator: number): Minor {
  return minor(mulDivRound(amount, numerator, denominator));
}
