import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { saleKindSchema } from '#shared/sale/cart.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import type { SalesSearch } from '../app/address-search.ts';
import { ChoiceMenu } from '../parts/choice-menu.tsx';
import { DayButton } from '../parts/day-button.tsx';
import { StoreChoice } from '../parts/store-choice.tsx';
import { useSay } from '../words/words.ts';
import { writtenDay, writtenHour, writtenRange } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { methodWords } from './method-words.ts';

const ALL = 'all';
const TYPED_MS = 350;
const KINDS = { sale: 'kind_sale', refund: 'kind_refund', exchange: 'kind_exchange' } as const;

type SalesFiltersProps = {
  readonly search: SalesSearch;
  readonly nowMs: number;
  readonly onSearch: (search: SalesSearch) => void;
};

/** What the list of sales is narrowed to; all of it stands in the address. */
export function SalesFilters({ search, nowMs, onSearch }: SalesFiltersProps) {
  const say = useSay();
  const set = (part: Partial<SalesSearch>): void => onSearch({ ...search, ...part, page: undefined });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox q={search.q} onSearch={(q) => set({ q })} />
      <StoreChoice chosen={search.store} onChoose={(store) => set({ store })} />
      <DaysFilter search={search} nowMs={nowMs} onDays={set} />
      <ChoiceMenu
        label={say('filter_kind')}
        choices={[
          { value: ALL, words: say('kind_all') },
          ...saleKindSchema.options.map((kind) => ({ value: kind, words: say(KINDS[kind]) })),
        ]}
        chosen={search.kind ?? ALL}
        onChoose={(value) => set({ kind: saleKindSchema.safeParse(value).data })}
      />
      <ChoiceMenu
        label={say('filter_method')}
        choices={[
          { value: ALL, words: say('method_all') },
          ...paymentMethodSchema.options.map((method) => ({ value: method, words: say(methodWords(method)) })),
        ]}
        chosen={search.method ?? ALL}
        onChoose={(value) => set({ method: paymentMethodSchema.safeParse(value).data })}
      />
      {search.cashier !== undefined && (
        <Removable
          words={say('filter_cashier')}
          label={say('filter_cashier_clear')}
          onClear={() => set({ cashier: undefined })}
        />
      )}
      {search.hour !== undefined && <HourFilter hour={search.hour} onClear={() => set({ hour: undefined })} />}
    </div>
  );
}

function Removable({
  words,
  label,
  onClear,
}: {
  readonly words: string;
  readonly label: string;
  readonly onClear: () => void;
}) {
  return (
    <Button rank="chosen" aria-label={label} onPress={onClear} className="tabular-nums">
      {words}
      <Icon of={X} size="small" />
    </Button>
  );
}

function HourFilter({ hour, onClear }: { readonly hour: number; readonly onClear: () => void }) {
  const say = useSay();
  const hours = { from: writtenHour(hour), to: writtenHour(hour + 1) };
  return <Removable words={say('filter_hour', hours)} label={say('filter_hour_clear', hours)} onClear={onClear} />;
}

type DaysFilterProps = {
  readonly search: SalesSearch;
  readonly nowMs: number;
  readonly onDays: (days: Partial<SalesSearch>) => void;
};

/** One day, or the days that a report led here with; either can be taken off again. */
function DaysFilter({ search, nowMs, onDays }: DaysFilterProps) {
  const say = useSay();
  const { locale, timeZone, dayStartMinutes } = useWritingRules();
  const today = businessDateAt(instantAt(nowMs, timeZone), dayStartMinutes);
  const { from = search.to, to = search.from } = search;
  const clear = (): void => onDays({ from: undefined, to: undefined, hour: undefined });
  if (from !== undefined && to !== undefined && from !== to) {
    const range = writtenRange(from, to, locale);
    return <Removable words={say('filter_range', range)} label={say('filter_range_clear', range)} onClear={clear} />;
  }
  return (
    <span className="inline-flex items-center gap-1">
      <DayButton
        label={say('filter_day')}
        shown={from === undefined ? say('filter_day_all') : writtenDay(from, locale)}
        day={from ?? today}
        latest={today}
        onChoose={(day) => onDays({ from: day, to: day })}
      />
      {from !== undefined && (
        <IconButton rank="quiet" label={say('filter_day_clear')} icon={<Icon of={X} size="small" />} onPress={clear} />
      )}
    </span>
  );
}

/** Asks once the typing rests, so that each key does not ask the office. */
function SearchBox({
  q,
  onSearch,
}: {
  readonly q: string | undefined;
  readonly onSearch: (q: string | undefined) => void;
}) {
  const say = useSay();
  const [typed, setTyped] = useState(q ?? '');
  const [known, setKnown] = useState(q);
  if (q !== known) {
    setKnown(q);
    if ((q ?? '') !== typed.trim()) setTyped(q ?? '');
  }
  // A timer is outside of React.
  useEffect(() => {
    const wanted = typed.trim() === '' ? undefined : typed.trim();
    if (wanted === q) return undefined;
    const timer = setTimeout(() => onSearch(wanted), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, q, onSearch]);
  return (
    <Field
      label={say('sales_search')}
      hidesLabel
      type="search"
      inputMode="search"
      placeholder={say('sales_search_example')}
      value={typed}
      onChange={setTyped}
      maxLength={100}
      lead={<Icon of={Search} size="small" className="text-muted" />}
      className="w-full lap:w-72"
    />
  );
}
