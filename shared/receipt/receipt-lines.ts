import { type MoneyStyle, formatMoney } from '#shared/base/format-money.ts';
import { formatPercent, formatQuantity } from '#shared/base/format-quantity.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { SalePayload, SoldLine } from '#shared/sale/sale-payload.ts';
import { left, row } from './receipt-blocks.ts';
import type { ReceiptBlock } from './receipt-document.ts';
import type { ReceiptWords } from './receipt-words.ts';
import type { TaxLetters } from './tax-letters.ts';

/** What the blocks of one receipt share. */
export type ReceiptStyle = MoneyStyle & { readonly words: ReceiptWords; readonly letters: TaxLetters };

/** `2 × 4,950.00`, `1.245 kg × 6,800.00`, `3 carton × 54,000.00`. */
function howMany(line: SoldLine, style: ReceiptStyle): string {
  const quantity = formatQuantity(line.quantityMilli, style.locale, line.unit.name === 'piece' ? '' : line.unit.name);
  return `${quantity} × ${formatMoney(line.unitPriceMinor, style, 'bare')}`;
}

/** The discount in whole percent where it is one, since the fact keeps the amount alone. */
function whatOff(discountMinor: Minor, grossMinor: Minor, style: ReceiptStyle): string {
  const percent = grossMinor === 0 ? 0 : (discountMinor * 100) / grossMinor;
  return Number.isInteger(percent)
    ? style.words.percentOff(formatPercent(percent * 10_000, style.locale))
    : style.words.discount;
}

function lineBlocks(line: SoldLine, style: ReceiptStyle): ReceiptBlock[] {
  const blocks = [
    left(line.name, { bold: true }),
    row(howMany(line, style), formatMoney(line.grossMinor, style, 'bare'), {
      letter: style.letters.letterOf(line),
      indent: true,
    }),
  ];
  if (line.lineDiscountMinor !== 0) {
    const off = whatOff(line.lineDiscountMinor, line.grossMinor, style);
    // With a discount on the sale too, the reason may belong to either.
    const reason = line.cartDiscountMinor === 0 && line.discountReason !== '' ? `, ${line.discountReason}` : '';
    blocks.push(row(`${off}${reason}`, formatMoney(minor(-line.lineDiscountMinor), style, 'bare'), { indent: true }));
  }
  if (line.serial !== null) blocks.push(left(line.serial, { size: 'small' }));
  if (line.note !== '') blocks.push(left(line.note, { size: 'small' }));
  return blocks;
}

/** The goods, each with its price, its tax letter and what was taken off; then what the whole sale adds or takes off. */
export function receiptLines(sale: SalePayload, style: ReceiptStyle): ReceiptBlock[] {
  const blocks = sale.lines.flatMap((line) => lineBlocks(line, style));
  const cartDiscount = minor(sale.lines.reduce((sum, line) => sum + line.cartDiscountMinor, 0));
  if (cartDiscount !== 0) blocks.push(row(style.words.saleDiscount, formatMoney(minor(-cartDiscount), style, 'bare')));
  const added = sale.lines.flatMap((line) => line.taxes.filter((tax) => !tax.inclusive));
  const addedMinor = minor(added.reduce((sum, tax) => sum + tax.taxMinor, 0));
  if (addedMinor !== 0) blocks.push(row(style.words.tax, formatMoney(addedMinor, style, 'bare')));
  return blocks;
}
