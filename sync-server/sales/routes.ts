import { getSaleEndpoint, listSalesEndpoint } from '#shared/api/sale-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { requireStore } from '#server/platform/sign-in/session.ts';
import { listSales } from './list-sales.ts';
import { saleDetail } from './sale-detail.ts';

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
    const sale = await saleDetail(tx, {
      businessId: session.businessId,
      storeIds: session.storeIds,
      saleId: params.id,
    });
    if (sale === undefined) throw new Fault('not_found', 'There is no such sale. It may not have arrived yet.');
    return { data: sale };
  });
}
