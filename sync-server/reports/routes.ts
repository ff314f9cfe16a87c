import { endOfDayEndpoint } from '#shared/api/report-endpoints.ts';
import type { EndOfDay } from '#shared/api/reports.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { requireStore } from '#server/platform/sign-in/session.ts';
import { cachedReport } from './cached-report.ts';
import { endOfDay } from './end-of-day.ts';
import { mountExport } from './export-routes.ts';
import { mountReportSchedules } from './schedules/schedule-routes.ts';
import { reportBusiness } from './report-business.ts';
import { REPORTS } from './reports.ts';
import { storesOf } from './sales-scope.ts';
import { mountStoreMetrics } from './store-metrics.ts';

const isAnswer = (value: unknown): value is EndOfDay => endOfDayEndpoint.answer.safeParse(value).success;

/** /reports: what was sold, earned and spent, what lies in the stores, and what is in the drawers. */
export function mountReports(api: Api): void {
  mountExport(api);
  for (const report of REPORTS) report.mount(api);
  mountStoreMetrics(api);
  mountReportSchedules(api);
  serve(api, endOfDayEndpoint, async ({ tx, session, query }, deps) => {
    if (query.storeId !== undefined) requireStore(session, query.storeId);
    const storeIds = await storesOf(tx, session, query.storeId);
    const business = await reportBusiness(tx, session.businessId, storeIds);
    const { date } = query;
    const nowMs = deps.nowMs();
    const question = {
      type: 'end-of-day',
      business,
      storeIds,
      query,
      range: { from: date, to: date },
      nowMs,
      isAnswer,
    };
    return { data: await cachedReport(deps, tx, question, () => endOfDay(tx, { business, storeIds, date, nowMs })) };
  });
}
