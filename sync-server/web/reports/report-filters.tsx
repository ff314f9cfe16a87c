import { Calendar } from 'lucide-react';
import type { SalesGroupBy } from '#shared/api/reports.ts';
import type { BusinessDate } from '#shared/base/time.ts';
import { Segments } from '#shared/ui/segments.tsx';
import type { ReportSearch } from '../app/address-search.ts';
import { ChoiceMenu } from '../parts/choice-menu.tsx';
import { DayButton } from '../parts/day-button.tsx';
import { StoreChoice } from '../parts/store-choice.tsx';
import { type MessageKey, useSay } from '../words/words.ts';
import { writtenDay, writtenRange } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { type Days, PRESETS, type Preset, presetDays, presetOf } from './report-days.ts';

const PRESET_WORDS: Readonly<Record<Preset, MessageKey>> = {
  today: 'range_today',
  week: 'range_week',
  fortnight: 'range_fortnight',
  month: 'range_month',
};
const OWN = 'own';
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

function isPreset(value: string): value is Preset {
  return Object.hasOwn(PRESETS, value);
}

/** Days, store and grouping of the report; all of it stands in the address. */
export function ReportFilters({ search, days, by, today, onSearch }: ReportFiltersProps) {
  const say = useSay();
  const { locale } = useWritingRules();
  const preset = presetOf(days, today);
  const range = writtenRange(days.from, days.to, locale);
  const shown = days.from === days.to ? writtenDay(days.from, locale) : say('range_days', range);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ChoiceMenu
        label={say('report_range')}
        icon={Calendar}
        shown={shown}
        choices={[
          { value: 'today', words: say(PRESET_WORDS.today) },
          { value: 'week', words: say(PRESET_WORDS.week) },
          { value: 'fortnight', words: say(PRESET_WORDS.fortnight) },
          { value: 'month', words: say(PRESET_WORDS.month) },
        ]}
        chosen={preset ?? OWN}
        onChoose={(value) => isPreset(value) && onSearch({ ...search, ...presetDays(value, today) })}
      />
      <DayButton
        label={say('from')}
        shown={`${say('from')} ${writtenDay(days.from, locale)}`}
        day={days.from}
        latest={days.to}
        onChoose={(from) => onSearch({ ...search, from, to: days.to })}
      />
      <DayButton
        label={say('to')}
        shown={`${say('to')} ${writtenDay(days.to, locale)}`}
        day={days.to}
        latest={today}
        onChoose={(to) => onSearch({ ...search, from: to < days.from ? to : days.from, to })}
      />
      <StoreChoice chosen={search.store} onChoose={(store) => onSearch({ ...search, store })} />
      <span className="flex-1" />
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
