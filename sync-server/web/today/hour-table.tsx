import { Link } from '@tanstack/react-router';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { LINK } from '../parts/link-look.ts';
import { useSay } from '../words/words.ts';
import { writtenAbout, writtenHeadline } from '../words/written-numbers.ts';
import { writtenHour } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import type { HourBar, SalesOfHour } from './hour-bars.ts';

type HourTableProps = {
  readonly bars: readonly HourBar[];
  readonly weekday: string;
  readonly salesOf: SalesOfHour | null;
};

/** The chart's figures as a table; an hour leads to its sales. */
export function HourTable({ bars, weekday, salesOf }: HourTableProps) {
  const say = useSay();
  const rules = useWritingRules();
  // What lies ahead is no zero: nothing is said of it.
  const lastHour = bars.find(({ isRunning }) => isRunning)?.hour ?? Infinity;
  const hasGaps = bars.some(({ gapMinor }) => gapMinor > 0);
  return (
    <div className="overflow-x-auto">
      <Table label={say('sales')}>
        <thead>
          <tr>
            <HeadCell>{say('hour')}</HeadCell>
            <HeadCell isFigure>{say('sales')}</HeadCell>
            {hasGaps && <HeadCell isFigure>{say('legend_gap')}</HeadCell>}
            <HeadCell isFigure>{say('legend_last', { weekday })}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ hour, amountMinor, gapMinor, beforeMinor }) => (
            <tr key={hour}>
              <Cell className="tabular-nums">
                {salesOf === null || amountMinor === 0 ? (
                  writtenHour(hour)
                ) : (
                  <Link to="/sales" search={salesOf(hour)} className={LINK}>
                    {writtenHour(hour)}
                  </Link>
                )}
              </Cell>
              <Cell isFigure>{hour > lastHour ? '' : writtenHeadline(amountMinor, rules)}</Cell>
              {hasGaps && <Cell isFigure>{gapMinor === 0 ? '' : writtenAbout(gapMinor, rules)}</Cell>}
              <Cell isFigure className="text-muted">
                {writtenHeadline(beforeMinor, rules)}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
