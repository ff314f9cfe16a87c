import { z } from 'zod';
import { Bug } from './assert.ts';
import { isSafe } from './integer.ts';
import { type Minor, scaleMinor } from './money.ts';

/** A quantity in thousandths of the product's base unit: 1500 is 1.5 kg, 2000 is two pieces. */
export type Milli = number & { readonly __unit: 'milli' };

function isMilli(value: number): value is Milli {
  return isSafe(value);
}

export const milliSchema = z.number().int().refine(isMilli, 'A quantity must be a whole number of thousandths.');

export function milli(value: number): Milli {
  const quantity = value === 0 ? 0 : value;
  if (!isMilli(quantity)) throw new Bug(`not a quantity in thousandths: ${value}`);
  return quantity;
}

export const ONE_MILLI: Milli = milli(1000);

export function addMilli(...quantities: readonly Milli[]): Milli {
  let total = 0;
  for (const quantity of quantities) total += quantity;
  return milli(total);
}

/** Unit price × quantity, rounded half away from zero: the first step of a sale's arithmetic. */
export function extend(unitPriceMinor: Minor, quantityMilli: Milli): Minor {
  return scaleMinor(unitPriceMinor, quantityMilli, 1000);
}
