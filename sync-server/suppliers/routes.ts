import {
  addSupplierEndpoint,
  editSupplierEndpoint,
  getSupplierEndpoint,
  listSuppliersEndpoint,
  removeSupplierEndpoint,
  supplierAnswerSchema,
  supplierHistoryEndpoint,
} from '#shared/api/supplier-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { anywhere, listRecords } from '#server/sync/web-edits/read-records.ts';
import { addSupplier, editSupplier, readSupplier, removeSupplier } from './edit-supplier.ts';
import { readDeliveries } from './read-deliveries.ts';

const ORDERS = {
  name: 'lower(t.name)',
  '-name': 'lower(t.name) desc',
  createdAt: 't.created_at',
  '-createdAt': 't.created_at desc',
} as const;

/** /suppliers: who goods are bought from. */
export function mountSuppliers(api: Api): void {
  serve(api, listSuppliersEndpoint, async ({ tx, session, query }) => {
    const { page, limit, q, isActive, sort } = query;
    const searched =
      q === undefined || q === ''
        ? tx``
        : tx`and (t.name ilike ${anywhere(q)} or t.contact_person ilike ${anywhere(q)} or t.email ilike ${anywhere(q)} or t.phone ilike ${anywhere(q)})`;
    const where = tx`${searched} ${isActive === undefined ? tx`` : tx`and t.is_active = ${isActive}`}`;
    const of = {
      businessId: session.businessId,
      kind: 'supplier',
      where,
      orderBy: tx.unsafe(ORDERS[sort]),
      page,
      limit,
    } as const;
    const { rows, total } = await listRecords(tx, of, supplierAnswerSchema);
    return { data: rows, meta: { page, limit, total } };
  });
  serve(api, getSupplierEndpoint, async ({ tx, session, params }) => ({
    data: await readSupplier(tx, session.businessId, params.id),
  }));
  serve(api, addSupplierEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await addSupplier(tx, deps, { session, caller }, body),
    message: 'The supplier was added.',
  }));
  serve(api, editSupplierEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => ({
    data: await editSupplier(tx, deps, { session, caller }, { id: params.id, body, checkVersion }),
    message: 'Saved.',
  }));
  serve(api, removeSupplierEndpoint, async ({ tx, session, caller, params }, deps) => {
    const archived = await removeSupplier(tx, deps, { session, caller }, params.id);
    const message = archived
      ? 'The supplier is archived: products, orders or deliveries speak of it.'
      : 'The supplier was removed.';
    return { data: { id: params.id, archived }, message };
  });
  serve(api, supplierHistoryEndpoint, async ({ tx, session, params, query }) => {
    await readSupplier(tx, session.businessId, params.id);
    return readDeliveries(tx, session, { supplierId: params.id, query });
  });
}
