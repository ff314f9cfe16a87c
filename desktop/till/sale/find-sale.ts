import type { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { addDays } from '#shared/base/add-days.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { saleIdInCode } from '#shared/receipt/receipt-code.ts';
import { SALES_SENT_DAYS } from '#shared/sync/limits.ts';
import { type pastSaleViewSchema, saleFindCall } from '#shared/till-calls/sale-calls.ts';
import type { TillCore } from '../store/call-context.ts';
import { type Answer, readingLater } from '../store/handler.ts';
import type { StoredSale } from '../store/tables/sales.ts';
import type { Reader } from '../store/till-store.ts';

/** People read out at least this much of a number's end. */
const END_LENGTH_MIN = 3;

/**
 * Finds finished sales of the store by receipt number or its end, by a receipt's bar code or id; nothing gives the latest.
 *
 * A scanned receipt that this till has not is asked for at the office: one of another store, or of long ago.
 */
export const findSale = readingLater(saleFindCall, async ({ core }, { text, limit, before }) => {
  const saleId = saleIdInCode(text);
  if (saleId !== null) return findReceipt(core, saleId);
  return core.store.read((reader) => {
    const sales = text === '' ? reader.sales.latest(limit, before) : byNumber(reader, text, limit);
    return accept({ sales: sales.map(pastSaleView) });
  });
});

async function findReceipt(core: TillCore, saleId: Id): Promise<Answer<z.input<typeof saleFindCall.output>>> {
  const isAsked = core.store.read((reader) => isForTheOffice(core, reader, saleId));
  const came = isAsked ? await core.lookUpSale(saleId) : 'kept';
  const sale = core.store.read((reader) => reader.sales.byId(saleId));
  if (sale === null && came === 'not_asked') return refuse('sale_unknown_office_away');
  return accept({ sales: sale === null ? [] : [pastSaleView(sale)] });
}

/** Of a sale that pull does not bring any more, or never did, the office may know what came back since. */
function isForTheOffice(core: TillCore, reader: Reader, saleId: Id): boolean {
  const sale = reader.sales.byId(saleId);
  if (sale === null || sale.isElsewhere) return true;
  if (sale.isOwn) return false;
  const now = instantAt(core.nowMs(), reader.meta.identity()?.timeZone ?? 'UTC');
  return addDays(sale.businessDate, SALES_SENT_DAYS) <= businessDateAt(now, reader.shop.dayStartMinutes());
}

function byNumber(reader: Reader, text: string, limit: number): StoredSale[] {
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
