import { getSaleEndpoint, listSalesEndpoint } from '#shared/api/sale-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { requireStore } from '#server/platform/sign-in/session.ts';
import { saleVersion } from './annotate-sale.ts';
import { listSales } from './list-sales.ts';
import { readSale } from './sale-detail.ts';

/** /sales: the list, and one sale. */
export function mountSales(api: Api): void {
  serve(api, listSalesEndpoint, async ({ tx, session, query }) => {
    if (query.storeId !== undefined) requireStore(session, query.storeId);
    const page = await listSales(tx, { businessId: session.businessId, storeIds: session.storeIds, query });
    return {
      data: [...page.rows],
      meta: { page: query.page, limit: query.limit, total: page.total, nextCursor: page.cursor },
    };
  });
  serve(api, getSaleEndpoint, async ({ tx, session, params }) => {
    const data = await readSale(tx, session, params.id);
    return { data, version: saleVersion(data.sale) };
  });
}
