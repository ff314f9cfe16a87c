import { mulDivRound } from '#shared/base/integer.ts';
import type { PricedLine } from './priced.ts';

const ONE_PPM = 1_000_000;
/** The parts of a sale's discount are whole minor units, so that a line can bear one more than its share. */
export const ROUNDED_MINOR = 1;

/** Whether the discounts of a line, its own and its part of the sale's together, are no more than a role may give. */
export function isWithinDiscountLimit(line: PricedLine, limitPpm: number): boolean {
  const allowedMinor = mulDivRound(Math.abs(line.grossMinor), limitPpm, ONE_PPM);
  return Math.abs(line.discountMinor) <= allowedMinor + ROUNDED_MINOR;
}
