import {
  addStoreEndpoint,
  editStoreEndpoint,
  getStoreEndpoint,
  listStoresEndpoint,
  removeStoreEndpoint,
  storeAnswerSchema,
} from '#shared/api/store-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { anywhere, listRecords } from '#server/sync/web-edits/read-records.ts';
import { addStore, editStore } from './edit-store.ts';
import { readStore } from './read-store.ts';

const ORDERS = {
  name: 'lower(t.name)',
  '-name': 'lower(t.name) desc',
  code: 't.code',
  '-code': 't.code desc',
  createdAt: 't.created_at',
  '-createdAt': 't.created_at desc',
} as const;

/** /stores: the shops of a business. */
export function mountStores(api: Api): void {
  serve(api, listStoresEndpoint, async ({ tx, session, query }) => {
    const { page, limit } = query;
    const where = tx`
      ${session.storeIds.length === 0 ? tx`` : tx`and t.id = any(${session.storeIds}::uuid[])`}
      ${query.isActive === undefined ? tx`` : tx`and t.is_active = ${query.isActive}`}
      ${query.q === undefined ? tx`` : tx`and (t.name ilike ${anywhere(query.q)} or t.code ilike ${anywhere(query.q)})`}`;
    const of = {
      businessId: session.businessId,
      kind: 'store',
      where,
      orderBy: tx.unsafe(ORDERS[query.sort]),
      page,
      limit,
    } as const;
    const { rows, total } = await listRecords(tx, of, storeAnswerSchema);
    return { data: rows, meta: { page, limit, total } };
  });
  serve(api, getStoreEndpoint, async ({ tx, session, params }) => ({ data: await readStore(tx, session, params.id) }));
  serve(api, addStoreEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await addStore(tx, deps, { session, caller }, body),
    message: 'The store is open.',
  }));
  serve(api, editStoreEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => ({
    data: await editStore(tx, deps, { session, caller }, { id: params.id, body, checkVersion }),
    message: 'Saved.',
  }));
  serve(api, removeStoreEndpoint, async ({ tx, session, caller, params }, deps) => {
    await lockNames(tx, session.businessId);
    await readStore(tx, session, params.id);
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [{ kind: 'store', id: params.id, op: 'put', fields: { isActive: false } }],
        audited: { action: 'store.archived', entityType: 'store', entityId: params.id },
      },
    );
    return { data: { id: params.id, archived: true }, message: 'The store is archived; its history stays.' };
  });
}
