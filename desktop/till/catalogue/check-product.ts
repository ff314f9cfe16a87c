import type { z } from 'zod';
import { accept, refuse } from '#shared/base/outcome.ts';
import { LINE_GROSS_MINOR_MAX, LINE_QUANTITY_MILLI_MAX } from '#shared/sale/limits.ts';
import type { catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import type { Answer } from '../store/handler.ts';
import type { Writer } from '../store/till-tables.ts';
import { readScan } from './read-scan.ts';

type Input = z.output<typeof catalogueSaveProductCall.input>;

/** 1/10,000 of a minor unit. */
const E4 = 10_000;

/** Whether a product as it was typed can be sold like that: its prices, taxes, codes and stock. */
export function checkProduct(writer: Writer, input: Input, nowMs: number): Answer<null> {
  const { taxRateIds } = input;
  if (taxRateIds?.some((id) => writer.shop.taxRate(id) === null) === true) return refuse('tax_rate_unknown');
  const prices = checkPrices(input);
  if (!prices.ok) return prices;
  const codes = checkCodes(writer, input, nowMs);
  return codes.ok ? checkOpening(input) : codes;
}

function checkPrices({ sellingPriceMinor, costE4, barcodes = [] }: Input): Answer<null> {
  const pricesMinor = [sellingPriceMinor, (costE4 ?? 0) / E4, ...barcodes.map(({ priceMinor }) => priceMinor ?? 0)];
  if (pricesMinor.some((priceMinor) => priceMinor < 0)) return refuse('price_negative');
  if (pricesMinor.some((priceMinor) => priceMinor > LINE_GROSS_MINOR_MAX))
    return refuse('price_too_large', { maxMinor: LINE_GROSS_MINOR_MAX });
  return accept(null);
}

/** A code that can’t be read could never be scanned. One whose last digit doesn’t fit is looked up as it stands, so it may be. */
function checkCodes(writer: Writer, { barcode, barcodes = [] }: Input, nowMs: number): Answer<null> {
  for (const { code } of barcode === '' ? barcodes : [...barcodes, { code: barcode }]) {
    if (readScan(writer, code, nowMs).kind === 'unreadable') return refuse('barcode_bad_check_digit', { code });
  }
  if (barcodes.some(({ factorMilli }) => factorMilli <= 0)) return refuse('quantity_not_positive');
  return barcodes.some(({ factorMilli }) => factorMilli > LINE_QUANTITY_MILLI_MAX)
    ? refuse('quantity_too_large', { max: LINE_QUANTITY_MILLI_MAX / 1000 })
    : accept(null);
}

function checkOpening({ openingMilli, unit }: Input): Answer<null> {
  if (openingMilli === undefined) return accept(null);
  if (openingMilli < 0) return refuse('quantity_not_positive');
  if (openingMilli > LINE_QUANTITY_MILLI_MAX)
    return refuse('quantity_too_large', { max: LINE_QUANTITY_MILLI_MAX / 1000 });
  return unit === 'piece' && openingMilli % 1000 !== 0 ? refuse('quantity_not_whole') : accept(null);
}
