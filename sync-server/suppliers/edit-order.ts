import type { z } from 'zod';
import type { FieldError } from '#shared/api/envelope.ts';
import type {
  PurchaseOrderAnswer,
  addPurchaseOrderEndpoint,
  editPurchaseOrderEndpoint,
} from '#shared/api/purchase-order-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { requireItems } from '../inventory/require-items.ts';
import { requireWorth } from '../inventory/require-worth.ts';
import { readOrder } from './read-orders.ts';

export type OrderEditor = { readonly session: Session; readonly caller: Caller };
type Added = z.output<typeof addPurchaseOrderEndpoint.body>;
type Edited = z.output<typeof editPurchaseOrderEndpoint.body>;

/** Drafts an order. @throws {Fault} `not_found` for a store beyond the person's limits; {BadInput} */
export async function addOrder(tx: Tx, deps: ServerDeps, by: OrderEditor, asked: Added): Promise<PurchaseOrderAnswer> {
  const { businessId, userId } = by.session;
  await lockNames(tx, businessId);
  await requireOrder(tx, by.session, asked);
  const id = deps.makeId();
  const at = new Date(deps.nowMs());
  await tx`
    insert into purchase_orders (business_id, id, number, supplier_id, store_id, state, expected_on, note, created_by, sent_to, created_at, updated_at)
    select ${businessId}, ${id}, coalesce(max(number), 0) + 1, ${asked.supplierId}, ${asked.storeId}, 'draft', ${asked.expectedOn},
      ${asked.note}, ${userId}, '', ${at}, ${at} from purchase_orders where business_id = ${businessId}`;
  await writeLines(tx, deps, businessId, { id, lines: asked.lines });
  await writeAudit(tx, deps, by, {
    action: 'purchase_order.added',
    entityType: 'purchase_order',
    entityId: id,
    newValues: asked,
  });
  return readOrder(tx, by.session, id);
}

/**
 * Changes the named fields of a draft; of one that was sent the day and the note, and that it is over.
 *
 * @throws {Fault} `not_found`, `stale_version`, `conflict` for what its state does not allow
 */
export async function editOrder(
  tx: Tx,
  deps: ServerDeps,
  by: OrderEditor,
  asked: { readonly id: Id; readonly body: Edited; readonly checkVersion: (current: unknown) => void },
): Promise<PurchaseOrderAnswer> {
  const { businessId } = by.session;
  const { id, body } = asked;
  await lockNames(tx, businessId);
  const current = await readOrder(tx, by.session, id);
  asked.checkVersion(current);
  requireEditable(current, body);
  await requireOrder(tx, by.session, body);
  const at = new Date(deps.nowMs());
  await tx`
    update purchase_orders set supplier_id = ${body.supplierId ?? current.supplierId}, store_id = ${body.storeId ?? current.storeId},
      expected_on = ${body.expectedOn === undefined ? current.expectedOn : body.expectedOn}, note = ${body.note ?? current.note},
      state = ${body.state ?? current.state}, updated_at = ${at}
    where business_id = ${businessId} and id = ${id}`;
  if (body.lines !== undefined) {
    await tx`delete from purchase_order_lines where business_id = ${businessId} and order_id = ${id}`;
    await writeLines(tx, deps, businessId, { id, lines: body.lines });
  }
  await writeAudit(tx, deps, by, {
    action: body.state === 'cancelled' ? 'purchase_order.cancelled' : 'purchase_order.edited',
    entityType: 'purchase_order',
    entityId: id,
    oldValues: current,
    newValues: body,
  });
  return readOrder(tx, by.session, id);
}

function requireEditable(current: PurchaseOrderAnswer, body: Edited): void {
  const { state } = current;
  if (state === 'received' || state === 'cancelled')
    throw new Fault('conflict', `This order is ${state} already. Draft another.`);
  const changesGoods = body.supplierId !== undefined || body.storeId !== undefined || body.lines !== undefined;
  if (changesGoods && state !== 'draft')
    throw new Fault('conflict', 'This order was sent: supplier, store and goods stay. Call it off, and draft another.');
  if (body.state === 'cancelled' && state === 'partial')
    throw new Fault('conflict', 'Some of it came already. Mark it as received where no more will come.');
  if (body.state === 'received' && state !== 'partial')
    throw new Fault('conflict', 'Nothing of it came. Receive the goods, or call the order off.');
}

async function requireOrder(tx: Tx, session: Session, asked: Edited): Promise<void> {
  const { businessId } = session;
  if (asked.storeId !== undefined) {
    requireStore(session, asked.storeId);
    const [store] = await tx`
      select id from stores where business_id = ${businessId} and id = ${asked.storeId} and not is_deleted`;
    if (store === undefined) throw new Fault('not_found', 'There is no such store.');
  }
  const faults: FieldError[] = [];
  if (asked.supplierId !== undefined) {
    const [found] = await tx`
      select id from suppliers where business_id = ${businessId} and id = ${asked.supplierId} and is_active and not is_deleted`;
    if (found === undefined)
      faults.push({ field: 'supplierId', message: 'There is no such supplier, or it is archived.' });
  }
  const seen = new Set<Id>();
  for (const [index, { variantId }] of (asked.lines ?? []).entries()) {
    if (seen.has(variantId))
      faults.push({ field: `lines.${index}.variantId`, message: 'This variant stands here twice. Add the lines up.' });
    seen.add(variantId);
  }
  if (faults.length > 0) throw new BadInput(faults);
  if (asked.lines === undefined) return;
  requireWorth(asked.lines);
  await requireItems(tx, businessId, asked.lines);
}

async function writeLines(
  tx: Tx,
  deps: ServerDeps,
  businessId: Id,
  { id, lines }: { readonly id: Id; readonly lines: Added['lines'] },
): Promise<void> {
  const at = new Date(deps.nowMs());
  await tx`
    insert into purchase_order_lines (business_id, order_id, id, position, variant_id, ordered_milli, received_milli, unit_cost_e4, created_at, updated_at)
    select ${businessId}, ${id}, r.id, r.position, r.variant_id, r.ordered, 0, r.cost, ${at}, ${at}
    from unnest(${lines.map(() => deps.makeId())}::uuid[], ${lines.map(({ variantId }) => variantId)}::uuid[],
      ${lines.map(({ quantityMilli }) => quantityMilli)}::bigint[], ${lines.map(({ unitCostE4 }) => unitCostE4)}::bigint[])
      with ordinality as r (id, variant_id, ordered, cost, position)`;
}
