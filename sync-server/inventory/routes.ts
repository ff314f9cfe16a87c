import {
  expiringStockEndpoint,
  listBatchesEndpoint,
  listInventoryEndpoint,
  lowStockEndpoint,
  stockHistoryEndpoint,
  storeInventoryEndpoint,
} from '#shared/api/inventory-endpoints.ts';
import { adjustStockEndpoint, receiveStockEndpoint, removeStockEndpoint } from '#shared/api/stock-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { adjustStock } from './adjust-stock.ts';
import { cachedInventory } from './cached-inventory.ts';
import { mountCounts } from './count-routes.ts';
import { listBatches } from './list-batches.ts';
import { listExpiring } from './list-expiring.ts';
import { listLowStock } from './list-low-stock.ts';
import { readHistory } from './read-history.ts';
import { receiveStock } from './receive-stock.ts';
import { storesSeen } from './stores-seen.ts';
import { mountTransfers } from './transfer-routes.ts';

/** /inventory: the levels, what moved them, and the papers that move them. */
export function mountInventory(api: Api): void {
  mountLevels(api);
  mountTransfers(api);
  mountCounts(api);
  serve(api, stockHistoryEndpoint, async ({ tx, session, params, query }) => {
    const storeIds = await storesSeen(tx, session, query.storeId);
    const asked = { businessId: session.businessId, productId: params.productId, storeIds, query };
    const { rows, total, cursor } = await readHistory(tx, asked);
    return { data: [...rows], meta: { page: query.page, limit: query.limit, total, nextCursor: cursor } };
  });
  serve(api, adjustStockEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await adjustStock(tx, deps, { session, caller }, body),
    message: 'The levels were put right.',
  }));
  serve(api, removeStockEndpoint, async ({ tx, session, caller, body }, deps) => {
    const lines = body.lines.map((line) => ({ ...line, quantityMilli: -line.quantityMilli }));
    return {
      data: await adjustStock(tx, deps, { session, caller }, { ...body, lines }),
      message: 'The goods were taken off the shelf.',
    };
  });
  serve(api, receiveStockEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await receiveStock(tx, deps, { session, caller }, body),
    message: 'The goods were taken in.',
  }));
}

function mountLevels(api: Api): void {
  serve(api, listInventoryEndpoint, async ({ tx, session, query }, deps) => {
    const storeIds = await storesSeen(tx, session, query.storeId);
    const { rows, total } = await cachedInventory(deps, tx, { businessId: session.businessId, storeIds, query });
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, storeInventoryEndpoint, async ({ tx, session, params, query }, deps) => {
    const storeIds = await storesSeen(tx, session, params.storeId);
    const found =
      await tx`select 1 from stores where business_id = ${session.businessId} and id = ${params.storeId} and not is_deleted`;
    if (found.length === 0) throw new Fault('not_found', 'There is no such store.');
    const { rows, total } = await cachedInventory(deps, tx, { businessId: session.businessId, storeIds, query });
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, lowStockEndpoint, async ({ tx, session, query }) => {
    const storeIds = await storesSeen(tx, session, query.storeId);
    const { rows, total } = await listLowStock(tx, { businessId: session.businessId, storeIds, query });
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, expiringStockEndpoint, async ({ tx, session, query }, deps) => {
    const storeIds = await storesSeen(tx, session, query.storeId);
    const asked = { businessId: session.businessId, storeIds, query, nowMs: deps.nowMs() };
    const { rows, total } = await listExpiring(tx, asked);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, listBatchesEndpoint, async ({ tx, session, query }) => {
    const storeIds = await storesSeen(tx, session, query.storeId);
    const { rows, total } = await listBatches(tx, { businessId: session.businessId, storeIds, query });
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
}
