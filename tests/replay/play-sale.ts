import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { customerSaveCall } from '#shared/till-calls/customer-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleSetCustomerCall } from '#shared/till-calls/sale-calls.ts';
import { z } from 'zod';
import { exactParts } from './exact-parts.ts';
import type { InvoiceDocument } from './invoice-documents.ts';
import { lineAmount } from './invoice-lines.ts';
import type { ReplayTill } from './replay-till.ts';
import type { ShopFloor, SoldPart } from './shop-floor.ts';

const savedSchema = z.object({ id: z.string() });
const openedSchema = z.object({ saleId: z.string() });
const viewSchema = z.object({ saleId: z.string(), touchedLineId: z.string(), totalMinor: z.number().int() });

/** The customer's id, known at this till; written down here where nobody did yet. */
export async function customerAt(floor: ShopFloor, till: ReplayTill, customer: string): Promise<string> {
  const known = floor.customers.get(customer);
  if (known !== undefined) return known.id;
  const { id } = await till.do(customerSaveCall, { id: null, name: `Customer ${customer}` }, savedSchema);
  floor.customers.set(customer, { id, till, talks: floor.line.talks() });
  return id;
}

async function openFor(floor: ShopFloor, till: ReplayTill, customer: string): Promise<string> {
  const customerId = await customerAt(floor, till, customer);
  const open = () => till.ask(saleSetCustomerCall, { saleId: null, customerId }, openedSchema);
  let opened = await open();
  if (!opened.ok && opened.refusal === 'customer_unknown') {
    await floor.line.talkUntil(`customer ${customer} at ${till.name}`, async () => {
      opened = await open();
      return opened.ok || opened.refusal !== 'customer_unknown';
    });
  }
  if (!opened.ok) throw new Error(`${till.name} opens no sale for customer ${customer}: ${opened.refusal}`);
  return opened.value.saleId;
}

/** Scans every line of an invoice as a line of its own, and takes the exact sum in cash. */
export async function playSale(floor: ShopFloor, till: ReplayTill, document: InvoiceDocument): Promise<void> {
  let saleId = document.customer === '' ? null : await openFor(floor, till, document.customer);
  let totalMinor = 0;
  const lines: SoldPart[][] = [];
  for (const line of document.lines) {
    const sold: SoldPart[] = [];
    for (const { units, priceMinor } of exactParts(line.quantity, lineAmount(line, floor.rules.currencyDigits))) {
      const item = {
        saleId,
        item: { code: line.code },
        quantityMilli: milli(units * 1000),
        unitPriceMinor: minor(priceMinor),
        merge: false,
      };
      const view = await till.do(saleAddItemCall, item, viewSchema);
      saleId = view.saleId;
      totalMinor = view.totalMinor;
      sold.push({ lineId: view.touchedLineId, priceMinor, unitsLeft: units });
    }
    lines.push(sold);
  }
  if (saleId === null) return;
  const tenders = totalMinor === 0 ? [] : [{ method: 'cash' as const, amountMinor: minor(totalMinor) }];
  await till.do(saleCompleteCall, { saleId, tenders }, z.unknown());
  if (document.customer !== '') floor.sales.set(document.invoice, { till, saleId, lines });
}
