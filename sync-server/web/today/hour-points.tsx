import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { writtenHeadline, writtenAbout } from '../words/written-numbers.ts';
import { writtenHour } from '../words/written-times.ts';
import { useSay } from '../words/words.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import type { ChartScale } from '../parts/chart-scale.ts';
import type { HourBar, SalesOfHour } from './hour-bars.ts';

type HourPointsProps = {
  readonly bars: readonly HourBar[];
  readonly weekday: string;
  readonly salesOf: SalesOfHour | null;
  readonly scale: ChartScale;
};

/** A narrower place can't be hit by a thumb: there the table's hours lead to the sales. */
const TARGET_PX = 24;

/** A place above each bar that says its hour on hover, focus and tap, and leads to its sales. */
export function HourPoints({ bars, weekday, salesOf, scale }: HourPointsProps) {
  const say = useSay();
  const rules = useWritingRules();
  const placeOf = (index: number): CSSProperties => ({
    left: scale.middle(index) - scale.place / 2,
    width: scale.place,
    height: scale.size.base,
  });
  return (
    <ul aria-label={say('hour')} className="absolute inset-0">
      {bars.map((bar, index) => {
        const { hour, amountMinor, beforeMinor, gapMinor } = bar;
        const lines = [
          say('chart_bar', {
            from: writtenHour(hour),
            to: writtenHour(hour + 1),
            amount: writtenHeadline(amountMinor, rules),
          }),
          ...(gapMinor > 0 ? [say('chart_bar_gap', { amount: writtenAbout(gapMinor, rules) })] : []),
          say('chart_bar_last', { amount: writtenHeadline(beforeMinor, rules), weekday }),
        ];
        const side = index > bars.length / 2 ? 'right-0' : 'left-0';
        const tip = (
          <span
            className={`pointer-events-none absolute top-0 z-(--z-menu) hidden rounded-sm bg-ink px-2 py-1 text-left text-xs whitespace-nowrap text-surface group-hover:block group-focus-visible:block ${side}`}
          >
            {lines.map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
          </span>
        );
        return (
          <li key={hour} className="absolute top-0" style={placeOf(index)}>
            {salesOf !== null && amountMinor !== 0 && scale.place >= TARGET_PX ? (
              <Link
                to="/sales"
                search={salesOf(hour)}
                aria-label={lines.join(', ')}
                className="group absolute inset-0 rounded-xs hover:bg-press/40"
              >
                {tip}
              </Link>
            ) : (
              <span className="group absolute inset-0">{tip}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
