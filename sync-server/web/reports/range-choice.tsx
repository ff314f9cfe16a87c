import { Calendar, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { BusinessDate } from '#shared/base/time.ts';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { type MessageKey, useSay } from '../words/words.ts';
import { writtenDay, writtenRange } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { type Days, type Preset, presetDays, presetOf } from './report-days.ts';

const PRESETS: readonly { readonly preset: Preset; readonly words: MessageKey }[] = [
  { preset: 'today', words: 'range_today' },
  { preset: 'week', words: 'range_week' },
  { preset: 'fortnight', words: 'range_fortnight' },
  { preset: 'month', words: 'range_month' },
];

type RangeChoiceProps = { readonly days: Days; readonly today: BusinessDate; readonly onDays: (days: Days) => void };

/** The days of a report: one press for the usual ranges, two calendars for any other. */
export function RangeChoice({ days, today, onDays }: RangeChoiceProps) {
  const say = useSay();
  const { locale } = useWritingRules();
  const [isOpen, setIsOpen] = useState(false);
  const { from, to } = days;
  const shown = from === to ? writtenDay(from, locale) : say('range_days', writtenRange(from, to, locale));
  const chosen = presetOf(days, today);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <Button aria-label={`${say('report_range')}: ${shown}`}>
        <Icon of={Calendar} size="small" />
        {shown}
        <Icon of={ChevronDown} size="small" />
      </Button>
      <Popover
        placement="bottom start"
        className="z-(--z-menu) rounded-md border border-line bg-raised text-md shadow-panel lap:text-sm touch:text-md"
      >
        <Dialog aria-label={say('report_range')} className="grid gap-2 p-3 outline-none">
          {PRESETS.map(({ preset, words }) => (
            <Button
              key={preset}
              rank={preset === chosen ? 'chosen' : 'plain'}
              onPress={() => {
                onDays(presetDays(preset, today));
                setIsOpen(false);
              }}
            >
              {say(words)}
            </Button>
          ))}
          <div className="mt-1 grid gap-2 border-t border-line pt-3">
            <DayInput label={say('from')} day={from} latest={to} onChoose={(day) => onDays({ from: day, to })} />
            <DayInput
              label={say('to')}
              day={to}
              latest={today}
              onChoose={(day) => onDays({ from: day < from ? day : from, to: day })}
            />
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

type DayInputProps = {
  readonly label: string;
  readonly day: BusinessDate;
  readonly latest: BusinessDate;
  readonly onChoose: (day: BusinessDate) => void;
};

function DayInput({ label, day, latest, onChoose }: DayInputProps) {
  return (
    <label className="grid gap-1 text-xs font-medium text-muted">
      {label}
      <input
        type="date"
        value={day}
        max={latest}
        required
        onChange={({ target }) => target.value !== '' && target.value <= latest && onChoose(target.value)}
        className="min-h-(--size-control) rounded-sm border border-line-strong bg-surface px-3 text-sm text-ink touch:min-h-(--size-control-touch) touch:text-md"
      />
    </label>
  );
}
