import type { z } from 'zod';
import type { PurchaseOrderAnswer, sendPurchaseOrderEndpoint } from '#shared/api/purchase-order-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import { type MoneyStyle, formatMoney } from '#shared/base/format-money.ts';
import { formatQuantity } from '#shared/base/format-quantity.ts';
import { mulDivRound } from '#shared/base/integer.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { MailMessage } from '#server/platform/mail/mail-port.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { sendSoon } from '#server/platform/mail/send-soon.ts';
import type { OrderEditor } from './edit-order.ts';
import { readOrder } from './read-orders.ts';
import { readSupplier } from './edit-supplier.ts';

/**
 * Sends an order to its supplier. The message goes out after the answer.
 *
 * @throws {Fault} `not_found`; `conflict` where it is over, or nobody knows where to send it
 */
export async function sendOrder(
  tx: Tx,
  deps: ServerDeps,
  by: OrderEditor,
  { id, body }: { readonly id: Id; readonly body: z.output<typeof sendPurchaseOrderEndpoint.body> },
): Promise<PurchaseOrderAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const order = await readOrder(tx, by.session, id);
  if (order.state === 'received' || order.state === 'cancelled')
    throw new Fault('conflict', `This order is ${order.state} already. Draft another.`);
  const supplier = await readSupplier(tx, businessId, order.supplierId);
  const to = body.byMail ? (body.to ?? supplier.email) : '';
  if (body.byMail && to === '')
    throw new Fault(
      'conflict',
      `“${supplier.name}” has no e-mail address. Add one, or mark the order as sent otherwise.`,
    );
  const at = new Date(deps.nowMs());
  await tx`
    update purchase_orders set state = case state when 'draft' then 'sent' else state end, sent_at = ${at}, sent_to = ${to}, updated_at = ${at}
    where business_id = ${businessId} and id = ${id}`;
  await writeAudit(tx, deps, by, {
    action: 'purchase_order.sent',
    entityType: 'purchase_order',
    entityId: id,
    newValues: { to, byMail: body.byMail },
  });
  const sent = await readOrder(tx, by.session, id);
  if (to !== '') {
    const message = orderMessage(to, sent, await readBuyer(tx, businessId, order.storeId));
    sendSoon(deps, message);
  }
  return sent;
}

type Buyer = MoneyStyle & { readonly name: string; readonly storeAddress: string; readonly phone: string };

async function readBuyer(tx: Tx, businessId: Id, storeId: Id): Promise<Buyer> {
  const [buyer] = await tx<Buyer[]>`
    select b.name, b.locale, b.currency, s.address as "storeAddress", s.phone
    from businesses b join stores s on s.business_id = b.business_id and s.id = ${storeId} where b.business_id = ${businessId}`;
  return must(buyer, 'an order is for a store of the business');
}

/** The order as its supplier reads it. */
function orderMessage(to: string, order: PurchaseOrderAnswer, buyer: Buyer): MailMessage {
  const number = `PO-${String(order.number).padStart(5, '0')}`;
  const lines = order.lines.map(({ name, sku, orderedMilli, unitCostE4 }) => {
    const costMinor = minor(mulDivRound(unitCostE4, orderedMilli, 10_000_000));
    const code = sku === '' ? '' : ` (${sku})`;
    return `- ${formatQuantity(orderedMilli, buyer.locale)} × ${name}${code}: ${formatMoney(costMinor, buyer)}`;
  });
  const where = buyer.storeAddress === '' ? order.storeName : `${order.storeName}, ${buyer.storeAddress}`;
  const text = [
    `${buyer.name} orders:`,
    '',
    ...lines,
    '',
    `Together: ${formatMoney(order.totalMinor, buyer)}`,
    `Deliver to: ${where}`,
    ...(order.expectedOn === null ? [] : [`Expected on: ${order.expectedOn}`]),
    ...(buyer.phone === '' ? [] : [`Phone: ${buyer.phone}`]),
    ...(order.note === '' ? [] : ['', order.note]),
    '',
  ].join('\n');
  return { to, subject: `Purchase order ${number} of ${buyer.name}`, text };
}
