import type { z } from 'zod';
import {
  type SupplierAnswer,
  type addSupplierEndpoint,
  type editSupplierEndpoint,
  supplierAnswerSchema,
} from '#shared/api/supplier-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { readRecord } from '#server/sync/web-edits/read-records.ts';

/** One supplier. @throws {Fault} `not_found` */
export async function readSupplier(tx: Tx, businessId: Id, id: Id): Promise<SupplierAnswer> {
  const found = await readRecord(tx, { businessId, kind: 'supplier', id }, supplierAnswerSchema);
  if (found === undefined) throw new Fault('not_found', 'There is no such supplier.');
  return found;
}

export async function addSupplier(
  tx: Tx,
  deps: ServerDeps,
  by: Editor,
  fields: z.output<typeof addSupplierEndpoint.body>,
): Promise<SupplierAnswer> {
  const id = deps.makeId();
  await editRecords(tx, deps, by, {
    records: [{ kind: 'supplier', id, op: 'put', fields }],
    audited: { action: 'supplier.added', entityType: 'supplier', entityId: id, newValues: fields },
  });
  return readSupplier(tx, by.session.businessId, id);
}

/** Changes the named fields. @throws {Fault} `not_found`, `stale_version` */
export async function editSupplier(
  tx: Tx,
  deps: ServerDeps,
  by: Editor,
  asked: {
    readonly id: Id;
    readonly body: z.output<typeof editSupplierEndpoint.body>;
    readonly checkVersion: (current: unknown) => void;
  },
): Promise<SupplierAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const current = await readSupplier(tx, businessId, asked.id);
  asked.checkVersion(current);
  const { fields, before } = changedFields(current, asked.body);
  if (Object.keys(fields).length === 0) return current;
  await editRecords(tx, deps, by, {
    records: [{ kind: 'supplier', id: asked.id, op: 'put', fields }],
    audited: {
      action: 'supplier.edited',
      entityType: 'supplier',
      entityId: asked.id,
      oldValues: before,
      newValues: fields,
    },
  });
  return readSupplier(tx, businessId, asked.id);
}

/** Removes a supplier, or archives one that something speaks of. @returns whether it was archived */
export async function removeSupplier(tx: Tx, deps: ServerDeps, by: Editor, id: Id): Promise<boolean> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const current = await readSupplier(tx, businessId, id);
  const [uses] = await tx<{ isUsed: boolean }[]>`
    select exists (select from products where business_id = ${businessId} and supplier_id = ${id} and not is_deleted)
      or exists (select from purchase_orders where business_id = ${businessId} and supplier_id = ${id})
      or exists (select from stock_receipts where business_id = ${businessId} and supplier_id = ${id}) as "isUsed"`;
  const archives = uses?.isUsed === true;
  await editRecords(tx, deps, by, {
    records: [
      archives
        ? { kind: 'supplier', id, op: 'put', fields: { isActive: false } }
        : { kind: 'supplier', id, op: 'delete', fields: {} },
    ],
    audited: {
      action: archives ? 'supplier.archived' : 'supplier.removed',
      entityType: 'supplier',
      entityId: id,
      oldValues: current,
    },
  });
  return archives;
}
