import type { SalesSummary } from '#shared/api/reports.ts';
import { ChangeDelta } from '../parts/change-delta.tsx';
import { Kpi, wholeFigure } from '../parts/kpi.tsx';
import { comparedWith } from '../today/compared-with.ts';
import { useSay } from '../words/words.ts';
import { headlineParts, writtenAbout, writtenCount, writtenPercent } from '../words/written-numbers.ts';
import { writtenDay, writtenRange } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';

const CELL = 'px-4 py-3 lap:px-5 lap:py-4';

/** The figures of the whole range in one strip. */
export function ReportFigures({ summary }: { readonly summary: SalesSummary }) {
  const say = useSay();
  const rules = useWritingRules();
  const { total, beforeFrom, beforeTo } = summary;
  const before = comparedWith(summary);
  const period =
    beforeFrom === beforeTo
      ? say('on_day_before', { from: writtenDay(beforeFrom, rules.locale) })
      : say('on_period_before', writtenRange(beforeFrom, beforeTo, rules.locale));
  return (
    <section className="grid grid-cols-2 rounded-lg border border-line bg-surface lap:grid-cols-[1.5fr_1fr_1fr_1fr_1fr] [&>*]:border-line max-lap:[&>*+*]:border-t lap:[&>*+*]:border-l">
      <Kpi
        className={`${CELL} max-lap:col-span-2`}
        label={say('net_sales')}
        figure={headlineParts(total.netMinor, rules)}
        scale="report"
      >
        <ChangeDelta now={total.netMinor} before={before.netMinor} /> <span className="text-muted">{period}</span>
      </Kpi>
      <Kpi className={CELL} label={say('gross_margin')} figure={headlineParts(total.marginMinor, rules)}>
        <span className="text-muted">
          {total.marginPpm !== null && say('without_tax', { percent: writtenPercent(total.marginPpm, rules.locale) })}
        </span>
      </Kpi>
      <Kpi className={CELL} label={say('baskets')} figure={wholeFigure(writtenCount(total.saleCount, rules.locale))}>
        <ChangeDelta now={total.saleCount} before={before.saleCount} />
      </Kpi>
      <Kpi
        className={CELL}
        label={say('average_basket')}
        figure={wholeFigure(writtenAbout(total.averageBasketMinor, rules))}
      >
        <ChangeDelta now={total.averageBasketMinor} before={before.averageBasketMinor} />
      </Kpi>
      <Kpi className={CELL} label={say('tax')} figure={headlineParts(total.taxMinor, rules)}>
        <span className="text-muted">{say('tax_on')}</span>
      </Kpi>
    </section>
  );
}
