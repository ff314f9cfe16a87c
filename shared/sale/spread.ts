import { assert } from '#shared/base/assert.ts';

type Share = { floor: number; remainder: number };

/** floor(total × weight ÷ sum) and what is left over; in BigInt only where the product passes 2^53. */
function shareOf(total: number, weight: number, sum: number): Share {
  const product = total * weight;
  if (Number.isSafeInteger(product)) {
    const remainder = product % sum;
    return { floor: (product - remainder) / sum, remainder };
  }
  const exact = BigInt(total) * BigInt(weight);
  return { floor: Number(exact / BigInt(sum)), remainder: Number(exact % BigInt(sum)) };
}

/** The places that get one more: the largest remainders, and of equal ones the earlier line. */
function largestFirst(remainders: readonly number[], left: number): readonly number[] {
  const places = remainders.map((_, place) => place);
  places.sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b);
  return places.slice(0, left);
}

/**
 * Divides an amount over lines in proportion to their weights, so that the parts add up to it exactly.
 *
 * Largest remainder: everyone gets the whole part of the share, and the few units left go to the largest remainders,
 * of equal ones to the earlier. Weights are not negative; a negative amount gives the mirrored parts. Where all
 * weights are zero there is nothing to divide by and the amount has to be zero. No part is larger than its weight
 * as long as the amount is not larger than their sum.
 */
export function spread(total: number, weights: readonly number[]): number[] {
  let sum = 0;
  for (const weight of weights) {
    assert(weight >= 0, 'a weight is not negative');
    sum += weight;
  }
  assert(Number.isSafeInteger(total) && Number.isSafeInteger(sum), 'an amount and its weights stay within 2^53 - 1');
  if (total === 0 || sum === 0) {
    assert(total === 0, 'an amount needs at least one weight to lie on');
    return weights.map(() => 0);
  }
  const magnitude = Math.abs(total);
  const remainders: number[] = [];
  const parts: number[] = [];
  let left = magnitude;
  for (const weight of weights) {
    const share = shareOf(magnitude, weight, sum);
    parts.push(share.floor);
    remainders.push(share.remainder);
    left -= share.floor;
  }
  if (left > 0) for (const place of largestFirst(remainders, left)) parts[place] = (parts[place] ?? 0) + 1;
  return total > 0 ? parts : parts.map((part) => (part === 0 ? 0 : -part));
}
