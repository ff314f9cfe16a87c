import { type Minor, minor } from '#shared/base/money.ts';
import type { Id } from '#shared/base/ids.ts';
import type { LineTax, PricedLine } from './priced.ts';

/** What a priced or sold line carries of money. */
export type LineAmounts = Pick<
  PricedLine,
  'lineDiscountMinor' | 'cartDiscountMinor' | 'subtotalMinor' | 'totalMinor' | 'taxes'
>;

/**
 * The amounts of a line that are shared when a part of it comes back; every other one follows from them.
 *
 * What the customer paid is shared itself, not worked out from shares, so that parts of a line never come to more
 * than was paid for it. In order: total, line discount, cart discount, each tax, and how far each tax's base is from
 * the subtotal (nothing on lines priced here).
 */
export function amountsOf(line: LineAmounts): readonly number[] {
  return [
    line.totalMinor,
    line.lineDiscountMinor,
    line.cartDiscountMinor,
    ...line.taxes.map((tax) => tax.taxMinor),
    ...line.taxes.map((tax) => tax.baseMinor - line.subtotalMinor),
  ];
}

/** The line that these amounts make, with the sign turned: what comes back is negative. */
export function returnedLine(lineId: Id, taxes: readonly LineTax[], amounts: readonly number[]): PricedLine {
  const at = (place: number): Minor => minor(-(amounts[place] ?? 0));
  const taxAt = (place: number): Minor => at(3 + place);
  const totalMinor = at(0);
  const lineDiscountMinor = at(1);
  const cartDiscountMinor = at(2);
  const discountMinor = minor(lineDiscountMinor + cartDiscountMinor);
  let taxMinor = 0;
  let addedTax = 0;
  taxes.forEach((tax, place) => {
    taxMinor += taxAt(place);
    if (!tax.inclusive) addedTax += taxAt(place);
  });
  const subtotalMinor = minor(totalMinor - taxMinor);
  return {
    lineId,
    grossMinor: minor(totalMinor - addedTax + discountMinor),
    lineDiscountMinor,
    cartDiscountMinor,
    discountMinor,
    taxes: taxes.map((tax, place) => ({
      ...tax,
      baseMinor: minor(subtotalMinor + at(3 + taxes.length + place)),
      taxMinor: taxAt(place),
    })),
    taxMinor: minor(taxMinor),
    subtotalMinor,
    totalMinor,
  };
}
