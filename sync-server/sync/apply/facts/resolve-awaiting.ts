import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Effects } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';
import { annotateSales } from './annotate-sales.ts';
import { judgePaid } from './judge-paid.ts';
import { judgeRefunds } from './judge-refunds.ts';
import { markOrders } from './mark-orders.ts';
import { settlePayments } from './settle-payments.ts';
import { voidSales } from './void-sales.ts';

type Resolved = { wanted_kind: string; wanted_id: string; waiting_id: string };

/** Takes out of `awaiting` what this batch brought, and judges whatever waited for it, in the same transaction. */
export async function resolveAwaiting(tx: Tx, context: ApplyContext, effects: Effects): Promise<void> {
  const came: [string, string][] = [
    ...effects.orders.map((order): [string, string] => ['sale', order.id ?? '']),
    ...effects.payments.map((payment): [string, string] => ['payment', payment.id ?? '']),
    ...effects.shiftsOpened.map((shift): [string, string] => ['shift', shift.id ?? '']),
    ...effects.edits.flatMap(({ edit }): [string, string][] =>
      edit.kind === 'product_variant' ? [['product_variant', edit.id]] : [],
    ),
  ];
  if (came.length === 0) return;
  const resolved = await tx.unsafe<Resolved[]>(
    `delete from awaiting a using unnest($2::text[], $3::uuid[]) as r (wanted_kind, wanted_id)
     where a.business_id = $1::uuid and a.wanted_kind = r.wanted_kind and a.wanted_id = r.wanted_id
     returning a.wanted_kind, a.wanted_id, a.waiting_id`,
    [context.businessId, arrayLiteral(came.map(([kind]) => kind)), arrayLiteral(came.map(([, id]) => id))],
    { prepare: true },
  );
  const wanted = (kind: string): string[] => [
    ...new Set(resolved.filter((row) => row.wanted_kind === kind).map((row) => row.wanted_id)),
  ];
  const waiting = (kind: string): string[] => [
    ...new Set(resolved.filter((row) => row.wanted_kind === kind).map((row) => row.waiting_id)),
  ];
  await voidSales(tx, context, effects, wanted('sale'));
  await judgeRefunds(tx, context, effects, wanted('sale'));
  await judgePaid(tx, context, effects, await paidLater(tx, context, wanted('sale')));
  await annotateSales(tx, context, effects, wanted('sale'));
  await settlePayments(tx, context, effects, wanted('payment'));
  await clearProductMarks(tx, context, waiting('product_variant'));
}

/** Of these sales those of which a later part was taken. */
async function paidLater(tx: Tx, context: ApplyContext, saleIds: readonly string[]): Promise<string[]> {
  if (saleIds.length === 0) return [];
  const rows = await tx<{ order_id: string }[]>`
    select distinct order_id from payments where business_id = ${context.businessId}
      and order_id = any(${arrayLiteral(saleIds)}::uuid[]) and received_id is not null`;
  return rows.map((row) => row.order_id);
}

/** A sale of goods that were not known is in order once the last of them is. */
async function clearProductMarks(tx: Tx, context: ApplyContext, saleIds: readonly string[]): Promise<void> {
  if (saleIds.length === 0) return;
  const still = await tx<{ waiting_id: string }[]>`
    select distinct waiting_id from awaiting
    where business_id = ${context.businessId} and wanted_kind = 'product_variant' and waiting_id = any(${arrayLiteral(saleIds)}::uuid[])`;
  const waits = new Set(still.map((row) => row.waiting_id));
  await markOrders(
    tx,
    context,
    saleIds.filter((id) => !waits.has(id)),
    { reason: 'product_unknown', isThere: false },
  );
}
