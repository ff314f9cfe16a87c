import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { useSay } from '../words/words.ts';
import { writtenAbout, writtenHeadline } from '../words/written-numbers.ts';
import { writtenHour } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import type { HourBar } from './hour-bars.ts';

/** The chart's figures as a table. */
export function HourTable({ bars, weekday }: { readonly bars: readonly HourBar[]; readonly weekday: string }) {
  const say = useSay();
  const rules = useWritingRules();
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
              <Cell className="tabular-nums">{writtenHour(hour)}</Cell>
              <Cell isFigure>{writtenHeadline(amountMinor, rules)}</Cell>
              {hasGaps && <Cell isFigure>{writtenAbout(gapMinor, rules)}</Cell>}
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
