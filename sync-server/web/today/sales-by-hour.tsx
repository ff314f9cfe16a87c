import { Table2, ChartColumn } from 'lucide-react';
import { useState } from 'react';
import type { SalesSummary } from '#shared/api/reports.ts';
import { instantAt, localHour } from '#shared/base/time.ts';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Legend } from '../parts/legend.tsx';
import { useMay } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { writtenWeekday } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { hourBars } from './hour-bars.ts';
import { HourChart } from './hour-chart.tsx';
import { HourTable } from './hour-table.tsx';
import { SalesFigure } from './sales-figure.tsx';

type SalesByHourProps = {
  readonly summary: SalesSummary;
  readonly isToday: boolean;
  readonly store: string | undefined;
};

/** The first figure, and the hours that made it, as a chart or a table. */
export function SalesByHour({ summary, isToday, store }: SalesByHourProps) {
  const say = useSay();
  const rules = useWritingRules();
  const may = useMay();
  const [isTable, setIsTable] = useState(false);
  const weekday = writtenWeekday(summary.beforeFrom, rules.locale);
  const running = isToday ? localHour(instantAt(Date.parse(summary.asOf), rules.timeZone)) : null;
  const bars = hourBars(summary, running);
  const { from, to } = summary;
  const salesOf = may('sales.read') ? (hour: number) => ({ from, to, hour, store }) : null;
  const legend = (gapWords: string) => (
    <>
      <Legend mark="bar" words={say(isToday ? 'legend_today' : 'legend_day')} />
      <Legend mark="line" words={say(isToday ? 'legend_last' : 'legend_before', { weekday })} />
      {summary.missing.length > 0 && <Legend mark="hatch" words={gapWords} />}
    </>
  );
  const turn = (
    <Button
      rank="quiet"
      className="-mr-2 ml-auto min-h-8! px-2! text-xs! text-muted"
      onPress={() => setIsTable(!isTable)}
    >
      <Icon of={isTable ? ChartColumn : Table2} size="small" />
      {say(isTable ? 'show_chart' : 'show_table')}
    </Button>
  );
  return (
    <section className="min-w-0 max-lap:contents lap:rounded-lg lap:border lap:border-line lap:bg-surface lap:px-5 lap:pt-4 lap:pb-5">
      <div className="flex items-start justify-between gap-4 max-lap:order-[-2]">
        <div className="min-w-0 flex-1 lap:min-w-[14rem]">
          <SalesFigure summary={summary} isToday={isToday} />
        </div>
        <div className="flex min-w-0 flex-col items-end gap-1 max-lap:hidden">
          {!isTable && <div className="flex flex-wrap justify-end gap-x-4">{legend(say('legend_gap'))}</div>}
          {turn}
        </div>
      </div>
      <div className="max-lap:rounded-lg max-lap:border max-lap:border-line max-lap:bg-surface max-lap:px-3 max-lap:pt-3 max-lap:pb-1 lap:mt-4">
        {isTable ? (
          <HourTable bars={bars} weekday={weekday} salesOf={salesOf} />
        ) : (
          <HourChart bars={bars} weekday={weekday} salesOf={salesOf} />
        )}
        <div className="flex flex-wrap items-center justify-between gap-x-3 px-1 pt-1 lap:hidden">
          {!isTable && legend(say('legend_gap_short'))}
          {turn}
        </div>
      </div>
    </section>
  );
}
