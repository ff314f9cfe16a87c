import type { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { accept } from '#shared/base/outcome.ts';
import { digitsToSaleId } from '#shared/receipt/sale-id-digits.ts';
import { type pastSaleViewSchema, saleFindCall } from '#shared/till-calls/sale-calls.ts';
import { reading } from '../store/handler.ts';
import type { StoredSale } from '../store/tables/sales.ts';
import type { Reader } from '../store/till-store.ts';

/** People read out at least this much of a number's end. */
const END_LENGTH_MIN = 3;

/** Finds finished sales of the store by receipt number or its end, by a receipt's bar code or id; nothing gives the latest. */
export const findSale = reading(saleFindCall, ({ core }, { text, limit, before }) =>
  core.store.read((reader) => {
    const sales = text === '' ? reader.sales.latest(limit, before) : find(reader, text, limit);
    return accept({ sales: sales.map(pastSaleView) });
  }),
);

function find(reader: Reader, text: string, limit: number): StoredSale[] {
  const saleId = digitsToSaleId(text) ?? (idSchema.safeParse(text.toLowerCase()).success ? text.toLowerCase() : null);
  if (saleId !== null) {
    const sale = reader.sales.byId(saleId);
    return sale === null ? [] : [sale];
  }
  const number = text.toUpperCase();
  const exact = reader.sales.byReceipt(number, limit);
  if (exact.length > 0 || !/^[A-Z0-9-]+$/.test(number) || number.length < END_LENGTH_MIN) return exact;
  return reader.sales.byReceiptEnd(number, limit);
}

/** A finished sale as a row of a list. */
export function pastSaleView(sale: StoredSale): z.input<typeof pastSaleViewSchema> {
  return {
    saleId: sale.id,
    kind: sale.kind,
    receiptNumber: sale.receiptNumber,
    occurredAtMs: sale.occurredMs,
    cashierName: sale.cashierName,
    customerName: sale.customerName,
    totalMinor: minor(sale.totalMinor),
    lineCount: sale.lineCount,
    here: sale.isOwn,
  };
}
