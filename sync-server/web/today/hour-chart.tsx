import { useId } from 'react';
import { axisFor } from '../parts/axis.ts';
import { ChartAxis } from '../parts/chart-axis.tsx';
import { useElementWidth } from '../parts/use-element-width.ts';
import { writtenHeadline } from '../words/written-numbers.ts';
import { writtenHour } from '../words/written-times.ts';
import { useSay } from '../words/words.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { type ChartSize, chartScale } from '../parts/chart-scale.ts';
import { type HourBar, type SalesOfHour, bestHour } from './hour-bars.ts';
import { HourPoints } from './hour-points.tsx';

const LAPTOP: ChartSize = { height: 264, left: 44, right: 6, base: 240, words: 257, barShare: 0.64 };
const PHONE: ChartSize = { height: 190, left: 44, right: 6, base: 166, words: 183, barShare: 0.64 };
const NARROW_PX = 520;

type HourChartProps = {
  readonly bars: readonly HourBar[];
  /** What the line is: "Saturday". */
  readonly weekday: string;
  /** Where a bar leads: the sales of its hour. */
  readonly salesOf: SalesOfHour | null;
};

/** Sales by hour: bars now, a grey line before, hatching for what has not arrived, the running hour paler. */
export function HourChart({ bars, weekday, salesOf }: HourChartProps) {
  const say = useSay();
  const rules = useWritingRules();
  const hatch = useId();
  const [box, width] = useElementWidth<HTMLDivElement>(816);
  const isNarrow = width < NARROW_PX;
  const largest = Math.max(
    0,
    ...bars.map(({ amountMinor, gapMinor, beforeMinor }) => Math.max(amountMinor + gapMinor, beforeMinor)),
  );
  const axis = axisFor(largest);
  const scale = chartScale(isNarrow ? PHONE : LAPTOP, { width, count: bars.length, top: axis.top });
  const best = bestHour(bars);
  const label =
    best === undefined
      ? say('chart_none')
      : say('chart_best', { hour: writtenHour(best.hour), amount: writtenHeadline(best.amountMinor, rules) });
  return (
    <div ref={box} className="relative">
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={scale.size.height}
        className="block text-[11px] tabular-nums"
      >
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="2.5" height="6" className="fill-chart-prev" />
          </pattern>
        </defs>
        <ChartAxis ticks={axis.ticks} scale={scale} width={width} />
        {bars.map((bar, index) => (
          <Bar key={bar.hour} bar={bar} index={index} scale={scale} hatch={hatch} />
        ))}
        <polyline
          className="fill-none stroke-chart-prev stroke-2"
          points={bars.map(({ beforeMinor }, index) => `${scale.middle(index)},${scale.y(beforeMinor)}`).join(' ')}
        />
        {bars.map(({ hour }, index) =>
          isNarrow && index % 2 === 1 ? null : (
            <text key={hour} className="fill-muted" x={scale.middle(index)} y={scale.size.words} textAnchor="middle">
              {isNarrow ? hour : writtenHour(hour)}
            </text>
          ),
        )}
      </svg>
      <HourPoints bars={bars} weekday={weekday} salesOf={salesOf} scale={scale} />
    </div>
  );
}

const GAP_PX = 1;

function Bar({
  bar,
  index,
  scale,
  hatch,
}: {
  readonly bar: HourBar;
  readonly index: number;
  readonly scale: ReturnType<typeof chartScale>;
  readonly hatch: string;
}) {
  const { amountMinor, gapMinor, isRunning } = bar;
  const amountTop = scale.y(Math.max(0, amountMinor));
  const gapTop = scale.y(Math.max(0, amountMinor) + gapMinor);
  const x = scale.middle(index) - scale.barWidth / 2;
  return (
    <>
      {amountMinor > 0 && (
        <rect
          className={isRunning ? 'fill-chart-now opacity-45' : 'fill-chart-now'}
          x={x}
          y={amountTop}
          width={scale.barWidth}
          height={scale.size.base - amountTop}
          rx="2"
        />
      )}
      {gapMinor > 0 && (
        <rect
          fill={`url(#${hatch})`}
          x={x}
          y={gapTop}
          width={scale.barWidth}
          height={Math.max(0, amountTop - gapTop - GAP_PX)}
        />
      )}
    </>
  );
}
