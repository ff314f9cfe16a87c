import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { saleKindSchema } from '#shared/sale/cart.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Icon } from '#shared/ui/icon.tsx';
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

type SalesFiltersProps = { readonly search: SalesSearch; readonly onSearch: (search: SalesSearch) => void };

/** What the list of sales is narrowed to; all of it stands in the address. */
export function SalesFilters({ search, onSearch }: SalesFiltersProps) {
  const say = useSay();
  const rules = useWritingRules();
  const today = businessDateAt(instantAt(Date.now(), rules.timeZone), rules.dayStartMinutes);
  const set = (part: Partial<SalesSearch>): void => onSearch({ ...search, ...part, page: undefined });
  const { from, to } = search;
  const isOneDay = from !== undefined && from === to;
  const hasDays = from !== undefined || to !== undefined;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox q={search.q} onSearch={(q) => set({ q })} />
      <StoreChoice chosen={search.store} onChoose={(store) => set({ store })} />
      <DayButton
        label={say('filter_day')}
        shown={from !== undefined && isOneDay ? writtenDay(from, rules.locale) : say('filter_day_all')}
        day={from ?? today}
        latest={today}
        onChoose={(day) => set({ from: day, to: day })}
      />
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
      {search.hour !== undefined && <HourFilter hour={search.hour} onClear={() => set({ hour: undefined })} />}
      {hasDays && (
        <DaysFilter search={search} onClear={() => set({ from: undefined, to: undefined, hour: undefined })} />
      )}
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

function DaysFilter({ search, onClear }: { readonly search: SalesSearch; readonly onClear: () => void }) {
  const say = useSay();
  const { locale } = useWritingRules();
  const { from = search.to, to = search.from } = search;
  if (from === undefined || to === undefined) return null;
  if (from === to)
    return <Removable words={writtenDay(from, locale)} label={say('filter_day_clear')} onClear={onClear} />;
  const range = writtenRange(from, to, locale);
  return <Removable words={say('filter_range', range)} label={say('filter_range_clear', range)} onClear={onClear} />;
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
