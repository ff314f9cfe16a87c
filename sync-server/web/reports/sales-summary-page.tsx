import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ChartColumn } from 'lucide-react';
import { salesSummaryEndpoint } from '#shared/api/report-endpoints.ts';
import type { SalesGroupBy } from '#shared/api/reports.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import type { ReportSearch } from '../app/address-search.ts';
import { useOfficeQuery } from '../client/use-office-query.ts';
import { Card } from '../parts/card.tsx';
import { CoverageNote } from '../parts/coverage-note.tsx';
import { OldFiguresNote } from '../parts/old-figures-note.tsx';
import { Page } from '../parts/page.tsx';
import { useNowMs } from '../parts/use-now-ms.ts';
import { Waiting } from '../parts/waiting.tsx';
import { useSay } from '../words/words.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { NetChart } from './net-chart.tsx';
import { askedDays, dayCount } from './report-days.ts';
import { ReportFigures } from './report-figures.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportRows, ReportTable } from './report-table.tsx';

const route = getRouteApi('/signed-in/reports');
const ROWS_MAX = 500;
const OVER_TIME: ReadonlySet<SalesGroupBy> = new Set(['day', 'week', 'month', 'hour']);

/** What was sold in a range of days, by day, hour, store, category, product or cashier. */
export function SalesSummaryPage() {
  const say = useSay();
  const nowMs = useNowMs();
  const { timeZone, dayStartMinutes } = useWritingRules();
  const navigate = useNavigate();
  const search = route.useSearch();
  const today = businessDateAt(instantAt(nowMs, timeZone), dayStartMinutes);
  const days = askedDays(search, today);
  const by = search.by ?? 'day';
  const isOverTime = OVER_TIME.has(by);
  const report = useOfficeQuery(
    salesSummaryEndpoint,
    { query: { ...days, storeId: search.store, groupBy: by, limit: ROWS_MAX, sort: isOverTime ? 'key' : '-netMinor' } },
    { isLive: days.to === today },
  );
  // While another grouping loads, the old rows stay with the grouping that they are of.
  const summary = report.data?.data;
  const shownBy = summary?.groupBy ?? by;
  const totalWords = say('days', { count: dayCount(days) });
  return (
    <Page title={say('report_title')}>
      <ReportFilters
        search={search}
        days={days}
        by={by}
        today={today}
        onSearch={(next: ReportSearch) => void navigate({ to: '/reports', search: next, replace: true })}
      />
      <OldFiguresNote query={report} />
      {summary === undefined ? (
        <Waiting query={report} page={say('report_title')} />
      ) : summary.rows.length === 0 ? (
        <Card>
          <EmptyState icon={ChartColumn} title={say('report_empty_title')}>
            {say('report_empty_do')}
          </EmptyState>
        </Card>
      ) : (
        <>
          <CoverageNote missing={summary.missing} asOf={summary.asOf} isRunning={days.to === today} nowMs={nowMs} />
          <ReportFigures summary={summary} />
          {OVER_TIME.has(shownBy) && summary.rows.length > 1 && <NetChart summary={summary} by={shownBy} />}
          <ReportTable summary={summary} by={shownBy} store={search.store} today={today} totalWords={totalWords} />
          <ReportRows summary={summary} by={shownBy} store={search.store} totalWords={totalWords} />
          {summary.rows.length >= ROWS_MAX && (
            <p className="text-sm text-muted">{say('report_cut', { count: ROWS_MAX })}</p>
          )}
        </>
      )}
    </Page>
  );
}
