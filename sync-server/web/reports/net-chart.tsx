import type { SalesGroupBy, SalesSummary } from '#shared/api/reports.ts';
import { axisFor } from '../parts/axis.ts';
import { ChartAxis } from '../parts/chart-axis.tsx';
import { Legend } from '../parts/legend.tsx';
import { useElementWidth } from '../parts/use-element-width.ts';
import { type ChartSize, chartScale } from '../parts/chart-scale.ts';
import { useSay } from '../words/words.ts';
import { writtenHour, writtenRange, writtenShortDay } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { GROUP_WORDS } from './report-filters.tsx';

const SIZE: ChartSize = { height: 212, left: 52, right: 4, base: 188, words: 205, barShare: 0.6 };
/** Words under the bars need so much place. */
const WORDS_PX = 52;

/** Net sales over time: bars of these days, a grey line of the period before. The table below has every figure. */
export function NetChart({ summary, by }: { readonly summary: SalesSummary; readonly by: SalesGroupBy }) {
  const say = useSay();
  const rules = useWritingRules();
  const [box, width] = useElementWidth<HTMLDivElement>(1100);
  const rows = summary.rows;
  const axis = axisFor(Math.max(0, ...rows.map((row) => Math.max(row.figures.netMinor, row.before?.netMinor ?? 0))));
  const scale = chartScale(SIZE, { width, count: rows.length, top: axis.top });
  const each = Math.max(1, Math.ceil(WORDS_PX / scale.place));
  const range = say('range_days', writtenRange(summary.from, summary.to, rules.locale));
  const group = say(GROUP_WORDS[by]).toLocaleLowerCase(rules.locale);
  const wordsOf = (key: string): string => (by === 'hour' ? writtenHour(Number(key)) : dayWords(key, rules.locale));
  return (
    <section className="rounded-lg border border-line bg-surface px-4 pt-3 pb-4 lap:px-5">
      <header className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="text-md">{say('report_chart', { by: group })}</h2>
        <span className="flex gap-4">
          <Legend mark="bar" words={say('legend_period')} />
          <Legend mark="line" words={say('legend_period_before')} />
        </span>
      </header>
      <div ref={box}>
        <svg
          role="img"
          aria-label={say('report_chart_label', { by: group, range })}
          width={width}
          height={SIZE.height}
          className="block text-[11px] tabular-nums"
        >
          <ChartAxis ticks={axis.ticks} scale={scale} width={width} />
          {rows.map(({ key, figures }, index) => (
            <rect
              key={key}
              className="fill-chart-now"
              x={scale.middle(index) - scale.barWidth / 2}
              y={scale.y(Math.max(0, figures.netMinor))}
              width={scale.barWidth}
              height={SIZE.base - scale.y(Math.max(0, figures.netMinor))}
              rx="2"
            />
          ))}
          <polyline
            className="fill-none stroke-chart-prev stroke-2"
            points={rows
              .map(({ before }, index) => `${scale.middle(index)},${scale.y(before?.netMinor ?? 0)}`)
              .join(' ')}
          />
          {rows.map(({ key }, index) =>
            index % each === 0 ? (
              <text key={key} className="fill-muted" x={scale.middle(index)} y={SIZE.words} textAnchor="middle">
                {wordsOf(key)}
              </text>
            ) : null,
          )}
        </svg>
      </div>
    </section>
  );
}

/** Sat 21: the month stands in the head of the report. */
function dayWords(day: string, locale: string): string {
  return writtenShortDay(day, locale).split(' ').slice(0, 2).join(' ');
}
