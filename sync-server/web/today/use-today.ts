import { endOfDayEndpoint, salesSummaryEndpoint } from '#shared/api/report-endpoints.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { TodaySearch } from '../app/address-search.ts';
import { useOfficeQuery } from '../client/use-office-query.ts';
import { useNowMs } from '../parts/use-now-ms.ts';
import { useWritingRules } from '../words/writing-rules.ts';

const SOLD_MOST = 3;
const LIVE = { isLive: true };

/** Everything that Today shows of one day, of one store or of all. */
export function useToday({ store, day }: TodaySearch) {
  const { timeZone, dayStartMinutes } = useWritingRules();
  const nowMs = useNowMs();
  const today = businessDateAt(instantAt(nowMs, timeZone), dayStartMinutes);
  const date = day !== undefined && day < today ? day : today;
  const range = { from: date, to: date, storeId: store };
  return {
    nowMs,
    today,
    date,
    isToday: date === today,
    hours: useOfficeQuery(salesSummaryEndpoint, { query: { ...range, groupBy: 'hour' } }, LIVE),
    stores: useOfficeQuery(salesSummaryEndpoint, { query: { ...range, groupBy: 'store' } }, LIVE),
    products: useOfficeQuery(
      salesSummaryEndpoint,
      { query: { ...range, groupBy: 'product', sort: '-netMinor', limit: SOLD_MOST } },
      LIVE,
    ),
    endOfDay: useOfficeQuery(endOfDayEndpoint, { query: { date, storeId: store } }, LIVE),
  };
}
