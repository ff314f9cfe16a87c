import type { z } from 'zod';
import type { FieldError } from '#shared/api/envelope.ts';
import type { PurchaseOrderAnswer, receivePurchaseOrderEndpoint } from '#shared/api/purchase-order-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { costE4 } from '#shared/base/money.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { receiveStock } from '../inventory/receive-stock.ts';
import type { OrderEditor } from './edit-order.ts';
import { readOrder } from './read-orders.ts';

type Body = z.output<typeof receivePurchaseOrderEndpoint.body>;

/**
 * Takes goods of an order in: the fact that any receipt is, and on the order what came. More than was ordered is taken too.
 *
 * @throws {Fault} `not_found`; `conflict` where the order is not out; {BadInput} for lines that can't be
 */
export async function receiveOrder(
  tx: Tx,
  deps: ServerDeps,
  by: OrderEditor,
  { id, body }: { readonly id: Id; readonly body: Body },
): Promise<PurchaseOrderAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const order = await readOrder(tx, by.session, id);
  if (order.state !== 'sent' && order.state !== 'partial')
    throw new Fault('conflict', `This order is ${order.state}. Only one that was sent is received.`);
  const lines = goodsOf(order, body);
  const receiptId = deps.makeId();
  const at = new Date(deps.nowMs());
  await tx`
    update purchase_order_lines l set received_milli = l.received_milli + r.came, updated_at = ${at}
    from (select id, sum(came)::bigint as came from unnest(${body.lines.map(({ lineId }) => lineId)}::uuid[],
      ${body.lines.map(({ quantityMilli }) => quantityMilli)}::bigint[]) as u (id, came) group by id) r
    where l.business_id = ${businessId} and l.order_id = ${id} and l.id = r.id`;
  await tx`
    update purchase_orders o set updated_at = ${at}, state = case when exists (
      select from purchase_order_lines l where l.business_id = o.business_id and l.order_id = o.id and l.received_milli < l.ordered_milli)
      then 'partial' else 'received' end
    where o.business_id = ${businessId} and o.id = ${id}`;
  await tx`
    insert into purchase_order_receipts (business_id, order_id, receipt_id, created_at, updated_at)
    values (${businessId}, ${id}, ${receiptId}, ${at}, ${at})`;
  const { storeId, supplierId } = order;
  const { note, updatesCost } = body;
  await receiveStock(tx, deps, by, { receiptId, storeId, supplierId, note, updatesCost, lines });
  return readOrder(tx, by.session, id);
}

function goodsOf(order: PurchaseOrderAnswer, body: Body) {
  const faults: FieldError[] = [];
  const goods = body.lines.flatMap(({ lineId, unitCostE4, ...came }, index) => {
    const line = order.lines.find((one) => one.id === lineId);
    if (line === undefined) {
      faults.push({ field: `lines.${index}.lineId`, message: 'The order has no such line.' });
      return [];
    }
    return [{ ...came, variantId: line.variantId, unitCostE4: unitCostE4 ?? costE4(line.unitCostE4) }];
  });
  if (faults.length > 0) throw new BadInput(faults);
  return goods;
}
