import { milli } from '#shared/base/quantity.ts';
import { stockAdjustCall } from '#shared/till-calls/stock-calls.ts';
import { z } from 'zod';
import type { InvoiceDocument } from './invoice-documents.ts';
import { type ShopFloor, type Turn, variantOf } from './shop-floor.ts';

const NOTE_LENGTH_MAX = 200;

/** Puts stock right by the quantities as they stand, up or down; what has no stock has none to put right. */
export async function playStock(floor: ShopFloor, { till, openShift }: Turn, document: InvoiceDocument): Promise<void> {
  for (const line of document.lines) {
    if (!floor.shop.stocked.has(line.code)) continue;
    await openShift(till);
    const note = line.description.trim().slice(0, NOTE_LENGTH_MAX);
    const lines = [{ variantId: variantOf(floor, line.code), quantityMilli: milli(line.quantity * 1000) }];
    await till.do(stockAdjustCall, { reason: 'other', note, lines }, z.unknown());
  }
}
