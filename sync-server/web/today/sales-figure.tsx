import type { SalesSummary } from '#shared/api/reports.ts';
import { ChangeDelta } from '../parts/change-delta.tsx';
import { Kpi } from '../parts/kpi.tsx';
import { useSay } from '../words/words.ts';
import { headlineParts, writtenHeadline } from '../words/written-numbers.ts';
import { writtenShortDay, writtenTime, writtenWeekday } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { comparedWith, noneWords } from './compared-with.ts';

type SalesFigureProps = { readonly summary: SalesSummary; readonly isToday: boolean };

/** The largest figure of the page: what was sold, against the same weekday a week before. */
export function SalesFigure({ summary, isToday }: SalesFigureProps) {
  const say = useSay();
  const rules = useWritingRules();
  const before = comparedWith(summary);
  const weekday = writtenWeekday(summary.beforeFrom, rules.locale);
  const time = writtenTime(Date.parse(summary.asOf), rules);
  const amount = writtenHeadline(before.netMinor, rules);
  const figure = headlineParts(summary.total.netMinor, rules);
  if (before.saleCount === 0) {
    return (
      <Kpi scale="first" label={say(isToday ? 'sales_so_far' : 'sales_of_day')} figure={figure}>
        <span className="text-muted">{say(noneWords(summary), { weekday })}</span>
      </Kpi>
    );
  }
  return (
    <>
      <Kpi
        scale="first"
        className="max-lap:hidden"
        label={say(isToday ? 'sales_so_far' : 'sales_of_day')}
        figure={figure}
      >
        <ChangeDelta now={summary.total.netMinor} before={before.netMinor} />{' '}
        <span className="text-muted">{say(isToday ? 'against_by_now' : 'against_day', { amount, weekday })}</span>
      </Kpi>
      <div className="relative lap:hidden">
        <span className="absolute right-0 text-xs text-muted">{writtenShortDay(summary.from, rules.locale)}</span>
        <Kpi scale="first" label={isToday ? say('sales_today_to', { time }) : say('sales_of_day')} figure={figure}>
          <span className="text-md">
            <ChangeDelta now={summary.total.netMinor} before={before.netMinor} />{' '}
            <span className="text-muted">{say(isToday ? 'on_last' : 'on_before', { amount, weekday })}</span>
          </span>
        </Kpi>
      </div>
    </>
  );
}
