import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { lineTaxRateSchema } from './line-tax-rate.ts';

/** One rate's part of a line: `baseMinor` is the amount without this tax. */
export const lineTaxSchema = lineTaxRateSchema.extend({ baseMinor: minorSchema, taxMinor: minorSchema });
export type LineTax = z.infer<typeof lineTaxSchema>;

/** A line with every rounded result. totalMinor = grossMinor − discountMinor + exclusive taxes; subtotalMinor = totalMinor − taxMinor. */
export const pricedLineSchema = z.object({
  lineId: idSchema,
  /** Unit price × quantity, or the label's amount. */
  grossMinor: minorSchema,
  lineDiscountMinor: minorSchema,
  cartDiscountMinor: minorSchema,
  /** Line and cart discount together. */
  discountMinor: minorSchema,
  taxes: z.array(lineTaxSchema).max(8),
  taxMinor: minorSchema,
  /** Without tax. */
  subtotalMinor: minorSchema,
  /** What the customer pays for the line. */
  totalMinor: minorSchema,
});
export type PricedLine = z.infer<typeof pricedLineSchema>;

export const pricedCartSchema = z.object({
  lines: z.array(pricedLineSchema),
  grossMinor: minorSchema,
  discountMinor: minorSchema,
  taxMinor: minorSchema,
  subtotalMinor: minorSchema,
  totalMinor: minorSchema,
  /** By rate, in order of first appearance. */
  taxes: z.array(lineTaxSchema),
});
export type PricedCart = z.infer<typeof pricedCartSchema>;
