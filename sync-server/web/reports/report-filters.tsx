import type { SalesGroupBy } from '#shared/api/reports.ts';
import type { BusinessDate } from '#shared/base/time.ts';
import { Segments } from '#shared/ui/segments.tsx';
import type { ReportSearch } from '../app/address-search.ts';
import { StoreChoice } from '../parts/store-choice.tsx';
import { type MessageKey, useSay } from '../words/words.ts';
import { RangeChoice } from './range-choice.tsx';
import type { Days } from './report-days.ts';

const GROUPS = ['day', 'hour', 'store', 'category', 'product', 'cashier'] as const satisfies readonly SalesGroupBy[];

export const GROUP_WORDS: Readonly<Record<SalesGroupBy, MessageKey>> = {
  day: 'by_day',
  week: 'by_week',
  month: 'by_month',
  hour: 'by_hour',
  store: 'by_store_short',
  category: 'by_category',
  product: 'by_product',
  cashier: 'by_cashier',
  till: 'by_till',
};

type ReportFiltersProps = {
  readonly search: ReportSearch;
  readonly days: Days;
  readonly by: SalesGroupBy;
  readonly today: BusinessDate;
  readonly onSearch: (search: ReportSearch) => void;
};

/** Days, store and grouping of the report; all of it stands in the address. */
export function ReportFilters({ search, days, by, today, onSearch }: ReportFiltersProps) {
  const say = useSay();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <RangeChoice days={days} today={today} onDays={(next) => onSearch({ ...search, ...next })} />
      <StoreChoice chosen={search.store} onChoose={(store) => onSearch({ ...search, store })} />
      <span className="flex-1" />
      <span className="text-xs font-medium text-muted max-lap:sr-only">{say('group_by')}</span>
      <span className="max-w-full overflow-x-auto">
        <Segments
          label={say('group_by')}
          choices={GROUPS.map((group) => ({ value: group, words: say(GROUP_WORDS[group]) }))}
          chosen={GROUPS.find((group) => group === by) ?? 'day'}
          onChoose={(next) => onSearch({ ...search, by: next })}
        />
      </span>
    </div>
  );
}
