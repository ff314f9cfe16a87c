import { endOfDayEndpoint } from '#shared/api/report-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { requireStore } from '#server/platform/sign-in/session.ts';
import { endOfDay } from './end-of-day.ts';
import { reportBusiness } from './report-business.ts';
import { REPORTS } from './reports.ts';
import { storesOf } from './sales-scope.ts';
import { mountStoreMetrics } from './store-metrics.ts';

/** /reports: what was sold, earned and spent, what lies in the stores, and what is in the drawers. */
export function mountReports(api: Api): void {
  for (const report of REPORTS) report.mount(api);
  mountStoreMetrics(api);
  serve(api, endOfDayEndpoint, async ({ tx, session, query }, { nowMs }) => {
    if (query.storeId !== undefined) requireStore(session, query.storeId);
    const storeIds = await storesOf(tx, session, query.storeId);
    const business = await reportBusiness(tx, session.businessId, storeIds);
    return { data: await endOfDay(tx, { business, storeIds, date: query.date, nowMs: nowMs() }) };
  });
}
