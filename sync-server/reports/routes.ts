import { endOfDayEndpoint, salesSummaryEndpoint } from '#shared/api/report-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { serve } from '#server/platform/http/serve.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import { RANGE_DAYS_MAX, daysIn } from './day-range.ts';
import { endOfDay } from './end-of-day.ts';
import { reportBusiness } from './report-business.ts';
import { salesSummary } from './sales-summary.ts';

/** The stores that a report is about: the one asked for, or all that the person may see. */
function storesOf(session: Session, storeId: Id | undefined): readonly Id[] {
  if (storeId === undefined) return session.storeIds;
  requireStore(session, storeId);
  return [storeId];
}

function checkRange(range: { from: string; to: string }): void {
  const days = daysIn(range);
  if (days < 1) throw new BadInput([{ field: 'to', message: 'The last day is before the first.' }]);
  if (days > RANGE_DAYS_MAX)
    throw new BadInput([{ field: 'to', message: `A report answers for ${RANGE_DAYS_MAX} days at most.` }]);
}

/** /reports: what was sold and what is in the drawers. */
export function mountReports(api: Api): void {
  serve(api, salesSummaryEndpoint, async ({ tx, session, query }, { nowMs }) => {
    checkRange(query);
    const storeIds = storesOf(session, query.storeId);
    return {
      data: await salesSummary(tx, {
        business: await reportBusiness(tx, session.businessId),
        storeIds,
        query,
        nowMs: nowMs(),
      }),
    };
  });
  serve(api, endOfDayEndpoint, async ({ tx, session, query }, { nowMs }) => {
    const storeIds = storesOf(session, query.storeId);
    return {
      data: await endOfDay(tx, {
        business: await reportBusiness(tx, session.businessId),
        storeIds,
        date: query.date,
        nowMs: nowMs(),
      }),
    };
  });
}
