import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { customerSaveCall } from '#shared/till-calls/customer-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleSetCustomerCall } from '#shared/till-calls/sale-calls.ts';
import { z } from 'zod';
import { exactParts } from './exact-parts.ts';
import type { InvoiceDocument } from './invoice-documents.ts';
import { lineAmount } from './invoice-lines.ts';
import type { ReplayTill } from './replay-till.ts';
import type { ShopFloor, SoldPart, Turn } from './shop-floor.ts';

const savedSchema = z.object({ id: z.string() });
const openedSchema = z.object({ saleId: z.string() });
const viewSchema = z.object({ saleId: z.string(), touchedLineId: z.string(), totalMinor: z.number().int() });

/** The customer's id; whom nobody wrote down yet is written down at this till. */
export async function customerAt(floor: ShopFloor, till: ReplayTill, customer: string): Promise<string> {
  const known = floor.customers.get(customer);
  if (known !== undefined) return known.id;
  const { id } = await till.do(customerSaveCall, { id: null, name: `Customer ${customer}` }, savedSchema);
  floor.customers.set(customer, { id, till });
  return id;
}

type Opened = { readonly till: ReplayTill; readonly saleId: string | null };

/** Opens a sale for a customer; at a till that has not heard of him yet he goes to the one that has. */
async function openFor(floor: ShopFloor, turn: Turn, customer: string): Promise<Opened> {
  await turn.openShift(turn.till);
  if (customer === '') return { till: turn.till, saleId: null };
  const customerId = await customerAt(floor, turn.till, customer);
  const opened = await turn.till.ask(saleSetCustomerCall, { saleId: null, customerId }, openedSchema);
  if (opened.ok) return { till: turn.till, saleId: opened.value.saleId };
  const home = floor.customers.get(customer)?.till ?? turn.till;
  await turn.openShift(home);
  const there = await home.do(saleSetCustomerCall, { saleId: null, customerId }, openedSchema);
  return { till: home, saleId: there.saleId };
}

/** Scans every line of an invoice as a line of its own, and takes the exact sum in cash. */
export async function playSale(floor: ShopFloor, turn: Turn, document: InvoiceDocument): Promise<void> {
  const { till, saleId: openedId } = await openFor(floor, turn, document.customer);
  let saleId = openedId;
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
