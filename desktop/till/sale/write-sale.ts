import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Cart, LineMove } from '#shared/sale/cart.ts';
import type { PricedCart } from '#shared/sale/priced.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import type { Settled } from '#shared/sale/settled.ts';
import { toPayload } from '#shared/sale/to-payload.ts';
import { actorOf } from '../staff/allow.ts';
import { type AppendedChange, appendChange } from '../store/append-change.ts';
import type { CallContext } from '../store/call-context.ts';
import { receiptNumber } from '../store/receipt-series.ts';
import type { Writer } from '../store/till-store.ts';

export type FinishedCart = {
  readonly cart: Cart;
  readonly priced: PricedCart;
  readonly settled: Settled;
  readonly moves?: ReadonlyMap<Id, readonly LineMove[]>;
};

/** A sale as it was written down. */
export type WrittenSale = {
  readonly payload: SalePayload;
  readonly change: Pick<AppendedChange, 'occurredAt'>;
  readonly changeMinor: number;
};

/**
 * Writes a settled sale, refund or exchange down for good, under the next receipt number: one fact with all its rows.
 *
 * Drawer and printer come after COMMIT.
 */
export function writeSale(context: CallContext, writer: Writer, finished: FinishedCart): WrittenSale {
  const { core } = context;
  const actor = actorOf(context);
  const payload = toPayload({
    ...finished,
    receiptNumber: nextReceiptNumber(writer),
    cashierName: actor.fullName,
    shiftId: writer.shifts.open()?.id ?? null,
    makeId: core.newId,
    receiptToken: core.newReceiptToken(),
  });
  const { saleId } = payload;
  const type = payload.kind === 'refund' ? 'sale.refunded' : 'sale.completed';
  const change = appendChange(writer, core.changes, { type, entityId: saleId, actorId: actor.id, payload });
  handOver(context, payload, finished.settled.changeMinor);
  return { payload, change, changeMinor: finished.settled.changeMinor };
}

/** Once the sale is on the disk: the drawer opens, the receipt prints, the customer sees the change. */
export function handOver(context: CallContext, { saleId, payments }: SalePayload, changeMinor: number): void {
  const { devices } = context.core;
  const movesCash = payments.some((payment) => payment.method === 'cash');
  context.after(() => {
    if (movesCash) devices.openDrawer();
    devices.printReceipt(saleId, false);
    devices.showTotal(changeMinor, 'change');
  });
  for (const topic of ['sale', 'shift', 'stock', 'customers', 'sync'] as const) context.touched(topic);
}

/** The next number of the series; the same transaction keeps the count, so none is given twice and none is lost. */
function nextReceiptNumber(writer: Writer): string {
  const { storeCode, tillCode } = must(writer.meta.identity(), 'a till that sells belongs to a shop');
  const { series } = must(writer.meta.epoch(), 'a till that sells has an epoch');
  const counter = writer.meta.receiptCounter(series) + 1;
  writer.meta.setReceiptCounter(series, counter);
  return receiptNumber({ storeCode, tillCode, series, counter });
}
