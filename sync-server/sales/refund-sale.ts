import type { z } from 'zod';
import type { refundSaleEndpoint } from '#shared/api/sale-writing-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { RefusalDetails } from '#shared/base/outcome.ts';
import { refundCart } from '#shared/sale/refund-cart.ts';
import { type RefundChoice, leftMilli } from '#shared/sale/refund-lines.ts';
import { type ReturnedSoFar, returnedSoFar } from '#shared/sale/returned-so-far.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import { settleRefund } from '#shared/sale/settle-refund.ts';
import { RECEIPT_TOKEN_BYTES, receiptTokenOf } from '#shared/sale/receipt-token.ts';
import { toPayload } from '#shared/sale/to-payload.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockAccount } from '#server/sync/web-edits/lock-account.ts';
import { nextReceiptNumber } from '#server/sync/web-edits/next-receipt-number.ts';
import { type FactWriter, recordFact } from '#server/sync/web-edits/record-fact.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { saleFacts } from './sale-facts.ts';
import { saleToChange } from './sale-to-change.ts';

type Body = z.output<typeof refundSaleEndpoint.body>;

/**
 * Takes goods of a sale back, worth what they were paid for; the money goes the ways it came.
 *
 * @returns the id of the refund
 * @throws {BadInput} for more than is left; {Fault} `conflict` where the money never came or the drawer is not open
 */
export async function refundSale(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: { readonly saleId: Id; readonly body: Body },
): Promise<Id> {
  const { session } = by;
  const { businessId } = session;
  const { body } = asked;
  const kept = await saleToChange(tx, session, asked.saleId);
  if (kept.customerId !== null) await lockAccount(tx, businessId, kept.customerId);
  if (body.shiftId !== null) await requireOpenShift(tx, { businessId, storeId: kept.storeId, shiftId: body.shiftId });
  const [fact] = await saleFacts(tx, businessId, [asked.saleId]);
  const original = must(fact, 'a sale has the change that brought it').sale;
  const returned = returnedSoFar(original, await refundsOf(tx, businessId, asked.saleId));
  const chosen = body.lines ?? allThatIsLeft(original, returned);
  await requireReturnable(tx, businessId, { original, chosen });
  const cashRoundingMinor = await cashRoundingOf(tx, businessId);
  const head = {
    saleId: deps.makeId(),
    cashRoundingMinor,
    note: body.reason,
    openedBy: session.userId,
    openedAtMs: deps.nowMs(),
  };
  const made = refundCart({ original, returned, chosen, makeId: deps.makeId }, head);
  if (!made.ok) throw refundFault(made, chosen);
  const { cart, priced, moves } = made.value;
  const settled = settleRefund({
    original,
    returned,
    totalMinor: priced.totalMinor,
    cashRoundingMinor,
    makeId: deps.makeId,
  });
  await requireMoneyCame(tx, businessId, { original, methods: settled.payments.map(({ method }) => method) });
  const payload = toPayload({
    cart,
    priced,
    settled,
    receiptNumber: await nextReceiptNumber(tx, await storeWriteOf(tx, deps, session, kept.storeId)),
    cashierName: session.fullName,
    shiftId: body.shiftId,
    makeId: deps.makeId,
    receiptToken: receiptTokenOf(deps.randomBytes(RECEIPT_TOKEN_BYTES)),
    moves,
  });
  await recordFact(tx, deps, by, {
    storeId: kept.storeId,
    change: { type: 'sale.refunded', entityId: payload.saleId, payload },
    audited: {
      action: 'sale.refunded',
      entityType: 'sale',
      entityId: kept.id,
      newValues: {
        refundId: payload.saleId,
        totalMinor: payload.totalMinor,
        reason: body.reason,
        shiftId: body.shiftId,
      },
    },
  });
  return payload.saleId;
}

async function refundsOf(tx: Tx, businessId: Id, saleId: Id): Promise<readonly SalePayload[]> {
  const rows = await tx<{ id: Id }[]>`
    select id from sales_orders where business_id = ${businessId} and refund_of = ${saleId} and status <> 'voided'`;
  const facts = await saleFacts(
    tx,
    businessId,
    rows.map(({ id }) => id),
  );
  return facts.map(({ sale }) => sale);
}

function allThatIsLeft(original: SalePayload, returned: ReturnedSoFar): readonly RefundChoice[] {
  const left = original.lines
    .map((line) => ({ lineId: line.id, quantityMilli: leftMilli(line, returned.lines.get(line.id)), restock: true }))
    .filter(({ quantityMilli }) => quantityMilli > 0);
  if (left.length === 0) throw new Fault('conflict', 'All goods of this sale have come back already.');
  return left;
}

/** @throws {BadInput} for goods that the business takes back never, such as opened food */
async function requireReturnable(
  tx: Tx,
  businessId: Id,
  of: { readonly original: SalePayload; readonly chosen: readonly RefundChoice[] },
): Promise<void> {
  const variants = new Map(of.original.lines.map((line) => [line.id, line.variantId]));
  const kept = await tx<{ id: Id }[]>`
    select v.id from product_variants v join products p on p.business_id = v.business_id and p.id = v.product_id
    where v.business_id = ${businessId} and not p.returnable
      and v.id = any(${of.chosen.flatMap(({ lineId }) => variants.get(lineId) ?? [])}::uuid[])`;
  const never = new Set(kept.map(({ id }) => id));
  const faults = of.chosen.flatMap(({ lineId }, place) =>
    never.has(variants.get(lineId) ?? '')
      ? [{ field: `lines.${place}.lineId`, message: 'This item does not come back.' }]
      : [],
  );
  if (faults.length > 0) throw new BadInput(faults);
}

/** @throws {Fault} `conflict`: money that never came can't go back */
async function requireMoneyCame(
  tx: Tx,
  businessId: Id,
  of: { readonly original: SalePayload; readonly methods: readonly string[] },
): Promise<void> {
  const [lost] = await tx<{ method: string }[]>`
    select method from payments where business_id = ${businessId} and order_id = ${of.original.saleId} and received_id is null
      and state in ('not_found', 'declined') and method = any(${[...of.methods]}::text[]) limit 1`;
  if (lost === undefined) return;
  throw new Fault(
    'conflict',
    `The money of this sale never came (${lost.method}), so none goes back. Settle the payment first.`,
  );
}

/** @throws {Fault} `conflict` */
export async function requireOpenShift(
  tx: Tx,
  of: { readonly businessId: Id; readonly storeId: Id; readonly shiftId: Id },
): Promise<void> {
  const open = await tx`
    select 1 from shifts where business_id = ${of.businessId} and id = ${of.shiftId} and store_id = ${of.storeId}
      and opened_at is not null and closed_at is null`;
  if (open.length === 0)
    throw new Fault('conflict', 'That drawer is not open in the store of the sale. Name an open one, or none.');
}

async function cashRoundingOf(tx: Tx, businessId: Id) {
  const [row] = await tx<{ cash_rounding_minor: number }[]>`
    select cash_rounding_minor from businesses where business_id = ${businessId}`;
  return minor(row?.cash_rounding_minor ?? 0);
}

const SENTENCES: Readonly<Record<string, string>> = {
  refund_sale_unknown: 'A refund itself can’t be refunded.',
  refund_line_unknown: 'This is no line of goods that were sold.',
  refund_too_much: 'So much is not left of this line.',
  quantity_not_positive: 'A quantity is more than nothing.',
  quantity_not_whole: 'Pieces come back whole: a multiple of 1000.',
};

function refundFault(
  refused: { readonly refusal: string; readonly details?: RefusalDetails },
  chosen: readonly RefundChoice[],
): Fault {
  const message = SENTENCES[refused.refusal] ?? 'It can’t be refunded this way.';
  if (refused.refusal === 'refund_sale_unknown') return new Fault('conflict', message);
  const place = chosen.findIndex(({ lineId }) => lineId === refused.details?.['lineId']);
  const left = refused.details?.['leftMilli'];
  const said = typeof left === 'number' ? `${message} Left: ${left} thousandths.` : message;
  return new BadInput([{ field: `lines.${Math.max(0, place)}.quantityMilli`, message: said }]);
}
