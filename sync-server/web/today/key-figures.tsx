import type { SalesSummary } from '#shared/api/reports.ts';
import { ChangeDelta, PointsDelta } from '../parts/change-delta.tsx';
import { sharePpm } from '../parts/change-of.ts';
import { Kpi, wholeFigure } from '../parts/kpi.tsx';
import { useSay } from '../words/words.ts';
import { headlineParts, writtenAbout, writtenCount, writtenPercent } from '../words/written-numbers.ts';
import { writtenWeekday } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { comparedWith } from './compared-with.ts';

const FOUR = 'grid content-center px-3 py-3 lap:px-5';

/** Margin, baskets, average basket, refunds: four rows on a laptop, three columns on a phone. */
export function KeyFigures({ summary }: { readonly summary: SalesSummary }) {
  const say = useSay();
  const rules = useWritingRules();
  const { total } = summary;
  const before = comparedWith(summary);
  const weekday = writtenWeekday(summary.beforeFrom, rules.locale);
  const beside = 'text-muted max-lap:hidden';
  return (
    <section className="grid min-w-0 rounded-lg border border-line bg-surface max-lap:grid-cols-3 max-lap:[&>*+*]:border-l lap:[&>*+*]:border-t [&>*]:border-line">
      <Kpi
        className={FOUR}
        label={say('margin')}
        figure={wholeFigure(total.marginPpm === null ? '–' : writtenPercent(total.marginPpm, rules.locale))}
      >
        <PointsDelta nowPpm={total.marginPpm} beforePpm={before.marginPpm} />{' '}
        <span className={beside}>{say('earned', { amount: writtenAbout(total.marginMinor, rules) })}</span>
      </Kpi>
      <Kpi className={FOUR} label={say('baskets')} figure={wholeFigure(writtenCount(total.saleCount, rules.locale))}>
        <ChangeDelta now={total.saleCount} before={before.saleCount} />{' '}
        <span className={beside}>
          {say('count_last', { count: writtenCount(before.saleCount, rules.locale), weekday })}
        </span>
      </Kpi>
      <Kpi
        className={FOUR}
        label={
          <>
            <span className="max-lap:hidden">{say('average_basket')}</span>
            <span className="lap:hidden">{say('average')}</span>
          </>
        }
        figure={wholeFigure(writtenAbout(total.averageBasketMinor, rules))}
      >
        <ChangeDelta now={total.averageBasketMinor} before={before.averageBasketMinor} />{' '}
        <span className={beside}>
          {say('amount_last', { amount: writtenAbout(before.averageBasketMinor, rules), weekday })}
        </span>
      </Kpi>
      <Kpi
        className={`${FOUR} max-lap:hidden`}
        label={say('refunds')}
        figure={headlineParts(total.refundsMinor, rules)}
      >
        <span className="text-muted">
          {total.refundCount === 0
            ? say('refunds_none')
            : say('refunds_share', {
                count: total.refundCount,
                share: writtenPercent(sharePpm(total.refundsMinor, total.netMinor), rules.locale),
              })}
        </span>
      </Kpi>
    </section>
  );
}
