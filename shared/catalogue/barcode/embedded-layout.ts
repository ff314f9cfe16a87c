import { z } from 'zod';
import { mulDivRound } from '#shared/base/integer.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import { checkDigitOf } from './check-digit.ts';
import { barcodeKey } from './gtin.ts';

/**
 * How a shop's scale writes weight or price into an EAN-13: prefix, item, value, check digit.
 *
 * Prefixes 20 to 29 (and 02) are the shop's own. What is left between item and value is a price check digit, which is not
 * looked at: the last digit of the code guards the whole. `decimals` are those of kilograms or of the currency's unit.
 */
export const embeddedLayoutSchema = z
  .object({
    prefix: z.string().regex(/^(0?2\d{0,2}|2\d{1,2})$/),
    itemDigits: z.number().int().min(1).max(8),
    valueDigits: z.number().int().min(3).max(7),
    kind: z.enum(['weight', 'price']),
    decimals: z.number().int().min(0).max(4),
  })
  .refine(
    (layout) => layout.prefix.length + layout.itemDigits + layout.valueDigits <= 12,
    'Prefix, item and value have twelve digits at most.',
  );
export type EmbeddedLayout = z.infer<typeof embeddedLayoutSchema>;

/** What such a code says. Its item is filed under one of `keys`, the likeliest first. */
export type EmbeddedRead = {
  readonly keys: readonly string[];
  readonly value:
    | { readonly kind: 'weight'; readonly quantityMilli: Milli }
    | { readonly kind: 'price'; readonly amountMinor: Minor };
};

/** Reads an EAN-13 whose check digit is right by the first layout whose prefix it has; null where none does. */
export function readEmbedded(
  ean13: string,
  layouts: readonly EmbeddedLayout[],
  currencyExponent: number,
): EmbeddedRead | null {
  const layout = layouts.find(({ prefix }) => ean13.startsWith(prefix));
  if (layout === undefined) return null;
  const head = ean13.slice(0, layout.prefix.length + layout.itemDigits);
  const item = head.slice(layout.prefix.length);
  const zeroValue = head.padEnd(12, '0');
  const digits = Number(ean13.slice(12 - layout.valueDigits, 12));
  const keys = [barcodeKey(zeroValue + checkDigitOf(zeroValue)), head, item, item.replace(/^0+(?=\d)/, '')];
  const value =
    layout.kind === 'weight'
      ? { kind: layout.kind, quantityMilli: milli(shifted(digits, layout.decimals, 3)) }
      : { kind: layout.kind, amountMinor: minor(shifted(digits, layout.decimals, currencyExponent)) };
  return { keys: [...new Set(keys)], value };
}

/** A number with so many decimals, told in units of so many decimals. */
export function shifted(digits: number, fromDecimals: number, toDecimals: number): number {
  return mulDivRound(
    digits,
    10 ** Math.max(0, toDecimals - fromDecimals),
    10 ** Math.max(0, fromDecimals - toDecimals),
  );
}
