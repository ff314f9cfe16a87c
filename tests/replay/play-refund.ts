import { must } from '#shared/base/assert.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { saleRefundCall } from '#shared/till-calls/sale-calls.ts';
import { z } from 'zod';
import { exactParts } from './exact-parts.ts';
import type { InvoiceDocument } from './invoice-documents.ts';
import { type InvoiceLine, lineAmount } from './invoice-lines.ts';
import type { RefundPart } from './match-refunds.ts';
import { customerAt } from './play-sale.ts';
import type { ReplayTill } from './replay-till.ts';
import { type PlayedSale, type ShopFloor, type Turn, otherTill, variantOf } from './shop-floor.ts';

type Input = z.input<typeof saleRefundCall.input>;
type Line = Input['lines'][number];

const REASON = 'brought back';

/** What of a refund invoice goes back against which sale, and what has no receipt. */
type Returned = { readonly ofSales: ReadonlyMap<string, Line[]>; readonly withoutReceipt: readonly Line[] };

/** Takes goods back: against each sale they came from, at another till than that, and the rest without a receipt. */
export async function playRefund(
  floor: ShopFloor,
  turn: Turn,
  document: InvoiceDocument,
  parts: readonly (readonly RefundPart[])[],
): Promise<void> {
  const { ofSales, withoutReceipt } = returnedOf(floor, document, parts);
  for (const [invoice, lines] of ofSales) {
    const sale = must(floor.sales.get(invoice) ?? null, `the sale ${invoice}`);
    const till = otherTill(floor, sale.till, turn.till);
    await turn.openShift(till);
    await refundAt(floor, till, { refundOf: sale.saleId, lines, tenders: null, reason: REASON }, `the sale ${invoice}`);
  }
  if (withoutReceipt.length === 0) return;
  await turn.openShift(turn.till);
  const customerId = document.customer === '' ? null : await customerAt(floor, turn.till, document.customer);
  await refundAt(
    floor,
    turn.till,
    {
      refundOf: null,
      lines: [...withoutReceipt],
      tenders: null,
      reason: REASON,
      customerId,
      approval: floor.shop.manager,
    },
    `customer ${document.customer}`,
  );
}

const UNKNOWN_YET: ReadonlySet<string> = new Set(['refund_sale_unknown', 'customer_unknown']);

async function refundAt(floor: ShopFloor, till: ReplayTill, input: Input, needs: string): Promise<void> {
  const refund = () => till.ask(saleRefundCall, input, z.unknown());
  let came = await refund();
  if (!came.ok && UNKNOWN_YET.has(came.refusal)) {
    await floor.line.talkUntil(`${needs} at ${till.name}`, async () => {
      came = await refund();
      return came.ok || !UNKNOWN_YET.has(came.refusal);
    });
  }
  if (!came.ok) throw new Error(`${till.name} refused a refund (${needs}): ${came.refusal} ${came.details}`);
}

function returnedOf(floor: ShopFloor, document: InvoiceDocument, parts: readonly (readonly RefundPart[])[]): Returned {
  const ofSales = new Map<string, Line[]>();
  const withoutReceipt: Line[] = [];
  for (const [index, line] of document.lines.entries()) {
    const loose = looseUnits(floor, line, parts[index] ?? [], ofSales);
    if (loose > 0) withoutReceipt.push(...looseLines(floor, line, loose));
  }
  return { ofSales, withoutReceipt };
}

/** Puts what has a receipt to its sale; gives the units that have none. */
function looseUnits(
  floor: ShopFloor,
  line: InvoiceLine,
  parts: readonly RefundPart[],
  ofSales: Map<string, Line[]>,
): number {
  // A price with parts of the minor unit has no one line at the till whose units are all worth the same.
  if (line.priceMils % 10 ** (3 - floor.rules.currencyDigits) !== 0) return -line.quantity;
  let loose = 0;
  for (const { units, from } of parts) {
    const sale = from === null ? undefined : floor.sales.get(from.invoice);
    const left =
      from === null || sale === undefined
        ? units
        : giveBack(sale, { lineIndex: from.lineIndex, units }, at(ofSales, from.invoice));
    loose += left;
  }
  return loose;
}

function giveBack(
  sale: PlayedSale,
  wanted: { readonly lineIndex: number; readonly units: number },
  lines: Line[],
): number {
  let left = wanted.units;
  for (const sold of sale.lines[wanted.lineIndex] ?? []) {
    const units = Math.min(left, sold.unitsLeft);
    if (units === 0) continue;
    sold.unitsLeft -= units;
    left -= units;
    lines.push({ lineId: sold.lineId, quantityMilli: milli(units * 1000), restock: true });
  }
  return left;
}

function at(ofSales: Map<string, Line[]>, invoice: string): Line[] {
  const lines = ofSales.get(invoice) ?? [];
  ofSales.set(invoice, lines);
  return lines;
}

function looseLines(floor: ShopFloor, line: InvoiceLine, units: number): readonly Line[] {
  const variantId = variantOf(floor, line.code);
  const amountMinor = lineAmount({ quantity: units, priceMils: line.priceMils }, floor.rules.currencyDigits);
  return exactParts(units, amountMinor).map((part) => ({
    variantId,
    quantityMilli: milli(part.units * 1000),
    unitPriceMinor: minor(part.priceMinor),
    restock: true,
  }));
}
