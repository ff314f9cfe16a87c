import type { Tx } from '#server/store/pool.ts';
import { NEXT_STATES, paymentStateSchema } from '#shared/sale/tender.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import { runRows } from '../../rows/insert-rows.ts';
import type { Effects } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';
import { type CustomerLedgerRow, INSERT_CUSTOMER_LEDGER } from '../ledgers/ledger-tables.ts';
import { tenderOf } from '../rollups/rollup-deltas.ts';
import { judgePaid } from './judge-paid.ts';

type Settling = {
  id: string;
  order_id: string | null;
  received_id: string | null;
  customer_id: string | null;
  store_id: string;
  till_id: string;
  business_date: string;
  method: string;
  amount_minor: number;
  state: string;
  is_void: boolean;
  said_state: string;
  said_reference: string;
  said_rank: string;
  said_at: Date;
  settlement_id: string;
};

/**
 * Brings promised payments to what was said of them last, with the sums of their tender and the state of their sale.
 *
 * A confirmed payment is money and stays: word against it marks the change for review.
 */
export async function settlePayments(
  tx: Tx,
  context: ApplyContext,
  effects: Effects,
  paymentIds: readonly string[],
): Promise<void> {
  if (paymentIds.length === 0) return;
  const settling = await tx.unsafe<Settling[]>(
    `select p.id, p.order_id, p.received_id, p.customer_id, p.store_id, p.till_id, p.business_date, p.method, p.amount_minor, p.state, p.is_void, s.state as said_state,
       s.reference as said_reference, s.rank as said_rank, s.occurred_at as said_at, s.id as settlement_id
     from payments p cross join lateral (
       select * from payment_settlements s where s.business_id = p.business_id and s.payment_id = p.id order by s.rank collate "C" desc limit 1
     ) s
     where p.business_id = $1::uuid and p.id = any($2::uuid[]) and s.rank > p.settled_rank order by p.id for update of p`,
    [context.businessId, arrayLiteral(paymentIds)],
    { prepare: true },
  );
  const settled: Settling[] = [];
  const entries: CustomerLedgerRow[] = [];
  for (const payment of settling) {
    const [from, to] = [paymentStateSchema.parse(payment.state), paymentStateSchema.parse(payment.said_state)];
    if (from !== to && !NEXT_STATES[from].includes(to)) {
      effects.review(payment.settlement_id, 'settlement_odd');
      continue;
    }
    await tx`update payments set state = ${to}, reference = ${payment.said_reference}, settled_rank = ${payment.said_rank},
      settled_at = ${payment.said_at}, updated_at = ${context.at} where business_id = ${context.businessId} and id = ${payment.id}`;
    if (payment.order_id !== null) await moveSale(tx, context, effects, payment.order_id);
    // Nothing of a voided sale counts, whatever becomes of its money.
    if (payment.is_void) continue;
    const [before, after] = [tenderOf(from, payment.amount_minor), tenderOf(to, payment.amount_minor)];
    effects.rollups.addTender({ storeId: payment.store_id, businessDate: payment.business_date }, payment.method, {
      paymentCount: after.paymentCount - before.paymentCount,
      amountMinor: after.amountMinor - before.amountMinor,
      pendingMinor: after.pendingMinor - before.pendingMinor,
    });
    settled.push(payment);
    entries.push(...debtEntry(payment, before.amountMinor - after.amountMinor));
  }
  await runRows(tx, context, INSERT_CUSTOMER_LEDGER, entries);
  for (const { customer_id, amount_minor } of entries) effects.addToBalance(customer_id ?? '', amount_minor ?? 0);
  await judgePaid(
    tx,
    context,
    effects,
    settled.flatMap(({ order_id }) => order_id ?? []),
  );
}

/** Whoever shows a sale shows what became of its money; a sale that is not here moves when it comes. */
async function moveSale(tx: Tx, context: ApplyContext, effects: Effects, saleId: string): Promise<void> {
  const [sale] = await tx<{ store_id: string }[]>`
    select store_id from sales_orders where business_id = ${context.businessId} and id = ${saleId}`;
  if (sale !== undefined)
    effects.moveInFeed({ entity: 'sale', id: saleId, class: 'sales', scopeId: sale.store_id, isGone: false });
}

/** A debt that was paid by money which then never came is owed again, and paid once it does come. */
function debtEntry(payment: Settling, amountMinor: number): CustomerLedgerRow[] {
  if (payment.received_id === null || payment.customer_id === null || amountMinor === 0) return [];
  return [
    {
      id: payment.settlement_id,
      customer_id: payment.customer_id,
      kind: 'settlement',
      document_id: payment.received_id,
      change_id: payment.settlement_id,
      store_id: payment.store_id,
      till_id: payment.till_id,
      amount_minor: amountMinor,
      occurred_at: payment.said_at.toISOString(),
      business_date: payment.business_date,
    },
  ];
}
