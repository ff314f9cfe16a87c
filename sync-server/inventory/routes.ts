import { listInventoryEndpoint } from '#shared/api/inventory-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { requireStore } from '#server/platform/sign-in/session.ts';
import { listInventory } from './list-inventory.ts';

/** /inventory: the levels. */
export function mountInventory(api: Api): void {
  serve(api, listInventoryEndpoint, async ({ tx, session, query }) => {
    if (query.storeId !== undefined) requireStore(session, query.storeId);
    const { rows, total } = await listInventory(tx, {
      businessId: session.businessId,
      storeIds: session.storeIds,
      query,
    });
    return {
      data: rows.map((row) => ({ ...row, lastCountAt: row.lastCountAt?.toISOString() ?? null })),
      meta: { page: query.page, limit: query.limit, total },
    };
  });
}
