import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ReceiptText, SearchX } from 'lucide-react';
import { useCallback } from 'react';
import { listSalesEndpoint } from '#shared/api/sale-endpoints.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import type { SalesSearch } from '../app/address-search.ts';
import { useOfficeQuery } from '../client/use-office-query.ts';
import { Card } from '../parts/card.tsx';
import { OldFiguresNote } from '../parts/old-figures-note.tsx';
import { Page } from '../parts/page.tsx';
import { PagesBar } from '../parts/pages-bar.tsx';
import { useNowMs } from '../parts/use-now-ms.ts';
import { Waiting } from '../parts/waiting.tsx';
import { useSay } from '../words/words.ts';
import { writtenCount } from '../words/written-numbers.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { SalesFilters } from './sales-filters.tsx';
import { SalesRows, SalesTable } from './sales-table.tsx';

const route = getRouteApi('/signed-in/sales');
const ROWS = 25;

/** Every sale, refund and exchange, newest first, narrowed by what stands in the address. */
export function SalesPage() {
  const say = useSay();
  const nowMs = useNowMs();
  const { locale } = useWritingRules();
  const navigate = useNavigate();
  const search = route.useSearch();
  const { store, cashier, page, ...same } = search;
  const sales = useOfficeQuery(
    listSalesEndpoint,
    { query: { ...same, storeId: store, cashierId: cashier, page: page ?? 1, limit: ROWS } },
    { isLive: true },
  );
  const onSearch = useCallback(
    (next: SalesSearch): void => void navigate({ to: '/sales', search: next, replace: true }),
    [navigate],
  );
  const rows = sales.data?.data;
  const meta = sales.data?.meta;
  const total = meta?.total;
  return (
    <Page
      title={say('sales_title')}
      sub={
        total === undefined
          ? undefined
          : countWords(say('sales_count', { count: total }), total, writtenCount(total, locale))
      }
    >
      <SalesFilters search={search} nowMs={nowMs} onSearch={onSearch} />
      <OldFiguresNote query={sales} />
      {rows === undefined ? (
        <Waiting query={sales} page={say('sales_title')} />
      ) : rows.length === 0 ? (
        <NoSales isFiltered={Object.values(search).some((value) => value !== undefined)} onClear={() => onSearch({})} />
      ) : (
        <>
          <SalesTable sales={rows} nowMs={nowMs} />
          <SalesRows sales={rows} nowMs={nowMs} />
          {meta !== undefined && meta !== null && (
            <PagesBar
              meta={meta}
              onPage={(next) => void navigate({ to: '/sales', search: { ...search, page: next } })}
            />
          )}
        </>
      )}
    </Page>
  );
}

/** Large counts have their thousands apart. */
function countWords(words: string, count: number, written: string): string {
  return words.replace(String(count), written);
}

function NoSales({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const say = useSay();
  return (
    <Card>
      {isFiltered ? (
        <EmptyState
          icon={SearchX}
          title={say('sales_none_title')}
          action={<Button onPress={onClear}>{say('filters_clear')}</Button>}
        >
          {say('sales_none_do')}
        </EmptyState>
      ) : (
        <EmptyState icon={ReceiptText} title={say('sales_empty_title')}>
          {say('sales_empty_do')}
        </EmptyState>
      )}
    </Card>
  );
}
