import { formatMoneyAxis } from '#shared/base/format-money.ts';
import { minor } from '#shared/base/money.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import type { ChartScale } from './chart-scale.ts';

const WORDS_APART_PX = 8;
const HALF_DIGIT_PX = 4;

type ChartAxisProps = { readonly ticks: readonly number[]; readonly scale: ChartScale; readonly width: number };

/** The lines of a chart and what each amounts to; the one at 0 is its floor. */
export function ChartAxis({ ticks, scale, width }: ChartAxisProps) {
  const rules = useWritingRules();
  const { left, right } = scale.size;
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'stroke-line-strong' : 'stroke-chart-grid'}
            x1={left}
            x2={width - right}
            y1={scale.y(tick)}
            y2={scale.y(tick)}
          />
          <text className="fill-muted" x={left - WORDS_APART_PX} y={scale.y(tick) + HALF_DIGIT_PX} textAnchor="end">
            {tick === 0 ? '0' : formatMoneyAxis(minor(tick), rules)}
          </text>
        </g>
      ))}
    </>
  );
}
