import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { shiftReportSchema } from '#shared/till-calls/drawer-calls.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { useWriting } from '../parts/use-writing.ts';

export type ShiftReport = z.infer<typeof shiftReportSchema>;

type FigureRow = { readonly words: string; readonly amountMinor: number; readonly isTotal?: boolean };

/** The figures of a shift: what came in, what went out, what should lie in the drawer, and what was counted. */
export function ShiftFigures({ report }: { readonly report: ShiftReport }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const cash = report.tenders.find(({ method }) => method === 'cash');
  const other = report.tenders.filter(({ method }) => method !== 'cash');
  const rows: readonly FigureRow[] = [
    { words: t('drawer.figures.float', { time: writing.time(report.openedAtMs) }), amountMinor: report.floatMinor },
    { words: t('drawer.figures.cash', { count: cash?.count ?? 0 }), amountMinor: cash?.amountMinor ?? 0 },
    { words: t('drawer.figures.in'), amountMinor: report.cashInMinor },
    { words: t('drawer.figures.out'), amountMinor: -report.cashOutMinor },
    { words: t('drawer.figures.drop'), amountMinor: -report.dropMinor },
    ...(report.expectedMinor === null
      ? []
      : [{ words: t('drawer.figures.expected'), amountMinor: report.expectedMinor, isTotal: true }]),
    ...(report.countedMinor === null ? [] : [{ words: t('drawer.figures.counted'), amountMinor: report.countedMinor }]),
  ];
  return (
    <>
      <FigureList rows={rows} />
      <h3 className="mt-4 mb-1">{t('drawer.figures.notCash')}</h3>
      <FigureList
        rows={other.map(({ method, count, amountMinor }) => ({
          words: t('drawer.figures.way', { way: t(`pay.ways.${method}`), count }),
          amountMinor,
        }))}
      />
      <h3 className="mt-4 mb-1">{t('drawer.figures.all')}</h3>
      <FigureList
        rows={[
          { words: t('drawer.figures.sales', { count: report.saleCount }), amountMinor: report.salesMinor },
          { words: t('drawer.figures.refunds', { count: report.refundCount }), amountMinor: report.refundsMinor },
          { words: t('drawer.figures.discounts'), amountMinor: report.discountMinor },
          { words: t('drawer.figures.tax'), amountMinor: report.taxMinor },
        ]}
      />
    </>
  );
}

function FigureList({ rows }: { readonly rows: readonly FigureRow[] }) {
  const writing = useWriting();
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-1 text-muted">
      {rows.map(({ words, amountMinor, isTotal = false }) => (
        <div key={words} className="contents">
          <dt
            className={classNames(isTotal && 'mt-[0.2rem] border-t border-line-strong pt-[0.35rem] font-semi text-ink')}
          >
            {words}
          </dt>
          <dd
            className={classNames(
              'text-right text-ink',
              isTotal && 'mt-[0.2rem] border-t border-line-strong pt-[0.35rem] font-semi',
            )}
          >
            {writing.amount(amountMinor)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
