import type { z } from 'zod';
import type { addSaleEndpoint } from '#shared/api/sale-writing-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { type MoneyStyle, formatMoney } from '#shared/base/format-money.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { mayOwe } from '#shared/credit/customer-debt.ts';
import { may } from '#shared/people/may.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import { settle } from '#shared/sale/settle.ts';
import type { Tender } from '#shared/sale/tender.ts';
import { RECEIPT_TOKEN_BYTES, receiptTokenOf } from '#shared/sale/receipt-token.ts';
import { toPayload } from '#shared/sale/to-payload.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockAccount } from '#server/sync/web-edits/lock-account.ts';
import { nextReceiptNumber } from '#server/sync/web-edits/next-receipt-number.ts';
import { type FactWriter, recordFact } from '#server/sync/web-edits/record-fact.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { owedBy } from '../customers/customer-account.ts';
import { takeTenders, tenderFault } from '../customers/take-tenders.ts';
import { type CartBuyer, buildCart } from './build-cart.ts';
import { batchesOnHand, takenGoods } from './taken-goods.ts';

type Body = z.output<typeof addSaleEndpoint.body>;
type Buyer = CartBuyer & { readonly creditLimitMinor: number };

/**
 * Sells in a store from the web: a fact of the store's till 0, under the next number of its own series.
 *
 * @returns the id of the sale
 * @throws {BadInput} for what can't be sold or paid so; {Fault} `forbidden`, `conflict` above the customer's limit
 */
export async function addSale(tx: Tx, deps: ServerDeps, by: FactWriter, body: Body): Promise<Id> {
  const { session } = by;
  const { businessId } = session;
  const write = await storeWriteOf(tx, deps, session, body.storeId);
  if (body.customerId !== null) await lockAccount(tx, businessId, body.customerId);
  const buyer = await buyerOf(tx, businessId, body.customerId);
  const { cashRoundingMinor, ...money } = await shopOf(tx, businessId);
  const { cart, found } = await buildCart(tx, deps, session, {
    body,
    buyer,
    shop: { currency: money.currency, cashRoundingMinor },
  });
  const priced = priceCart(cart);
  const tenders = await takeTenders(tx, businessId, { tenders: body.tenders, money });
  const settled = settle({ cart, priced, tenders, makeId: deps.makeId });
  if (!settled.ok) throw tenderFault(settled);
  await requireLimit(tx, session, { buyer, tenders, money });
  const inBatches = found
    .flatMap(({ item, set }) => [item, ...set])
    .flatMap(({ hasBatches, variantId }) => (hasBatches ? [variantId] : []));
  const goods = takenGoods(cart.lines, {
    batches: await batchesOnHand(tx, { businessId, storeId: body.storeId, variantIds: inBatches }),
    day: businessDateAt(instantAt(write.nowMs, write.timeZone), 0),
    makeId: deps.makeId,
  });
  const payload = toPayload({
    cart: { ...cart, lines: [...goods.lines] },
    priced,
    settled: settled.value,
    receiptNumber: await nextReceiptNumber(tx, write),
    cashierName: session.fullName,
    shiftId: null,
    makeId: deps.makeId,
    receiptToken: receiptTokenOf(deps.randomBytes(RECEIPT_TOKEN_BYTES)),
    moves: goods.moves,
  });
  await recordFact(tx, deps, by, {
    storeId: body.storeId,
    change: { type: 'sale.completed', entityId: payload.saleId, payload },
    audited: {
      action: 'sale.added',
      entityType: 'sale',
      entityId: payload.saleId,
      newValues: { receiptNumber: payload.receiptNumber, totalMinor: payload.totalMinor, storeId: body.storeId },
    },
  });
  return payload.saleId;
}

async function buyerOf(tx: Tx, businessId: Id, customerId: Id | null): Promise<Buyer | null> {
  if (customerId === null) return null;
  const [buyer] = await tx<Buyer[]>`
    select id, name, price_list_id as "priceListId", tax_exempt as "taxExempt", credit_limit_minor as "creditLimitMinor" from customers
    where business_id = ${businessId} and id = ${customerId} and is_active and not is_deleted`;
  if (buyer === undefined) throw new Fault('not_found', 'There is no such customer, or one who is archived.');
  return buyer;
}

async function shopOf(tx: Tx, businessId: Id): Promise<MoneyStyle & { readonly cashRoundingMinor: number }> {
  const [shop] = await tx<(MoneyStyle & { cashRoundingMinor: number })[]>`
    select currency, locale, cash_rounding_minor as "cashRoundingMinor" from businesses where business_id = ${businessId}`;
  return must(shop, 'whoever is signed in belongs to a business');
}

/** On account up to the limit; above it only whoever may sell so. */
async function requireLimit(
  tx: Tx,
  session: Session,
  of: { readonly buyer: Buyer | null; readonly tenders: readonly Tender[]; readonly money: MoneyStyle },
): Promise<void> {
  const added = of.tenders.reduce((sum, { method, amountMinor }) => sum + (method === 'credit' ? amountMinor : 0), 0);
  if (of.buyer === null || added === 0 || may(session.permissions, 'customers.credit')) return;
  const owes = minor(await owedBy(tx, session.businessId, of.buyer.id));
  const limit = minor(of.buyer.creditLimitMinor);
  if (mayOwe(owes, minor(added), limit).ok) return;
  throw new Fault(
    'forbidden',
    `${of.buyer.name} owes ${formatMoney(owes, of.money)}, and the limit is ${formatMoney(limit, of.money)}. Ask somebody who has customers.credit.`,
  );
}
