import { Link } from '@tanstack/react-router';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatMoney } from '#shared/base/format-money.ts';
import { negateMinor } from '#shared/base/money.ts';
import type { SalesFigures, SalesGroupBy, SalesSummary } from '#shared/api/reports.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { LINK } from '../parts/link-look.ts';
import { useMay } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { currencySign, writtenCount, writtenHeadline, writtenPercent } from '../words/written-numbers.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { GROUP_WORDS } from './report-filters.tsx';
import { rowName, rowSales, rowsInOrder } from './report-row.ts';

type ReportTableProps = {
  readonly summary: SalesSummary;
  readonly by: SalesGroupBy;
  readonly store: string | undefined;
  /** The running day; its row is not whole while tills are silent. */
  readonly today: string;
  readonly totalWords: string;
};

/** Every figure of the range by its groups; the first column leads to the sales behind it. */
export function ReportTable({ summary, by, store, today, totalWords }: ReportTableProps) {
  const say = useSay();
  const rules = useWritingRules();
  const sign = currencySign(rules);
  const rows = rowsInOrder(summary.rows, by);
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface max-lap:hidden">
      <Table
        label={say('report_title')}
        className="[&_td]:h-9.5 max-wide:[&_td:not(:first-child,:last-child)]:px-2 max-wide:[&_th:not(:first-child,:last-child)]:px-2"
      >
        <thead>
          <tr>
            <HeadCell>{say(GROUP_WORDS[by])}</HeadCell>
            <HeadCell isFigure>{say('col_baskets')}</HeadCell>
            <HeadCell isFigure>{say('col_gross', { sign })}</HeadCell>
            <HeadCell isFigure>{say('col_discounts', { sign })}</HeadCell>
            <HeadCell isFigure>{say('col_refunds', { sign })}</HeadCell>
            <HeadCell isFigure>{say('col_net', { sign })}</HeadCell>
            <HeadCell isFigure>{say('col_vat', { sign })}</HeadCell>
            <HeadCell isFigure>{say('col_margin_amount', { sign })}</HeadCell>
            <HeadCell isFigure>{say('col_margin')}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <Cell>
                <span className="flex items-center gap-2">
                  <RowName row={row} by={by} summary={summary} store={store} />
                  {row.key === today && summary.missing.length > 0 && (
                    <Badge tone="warn" icon={CloudOff}>
                      {say('not_whole')}
                    </Badge>
                  )}
                </span>
              </Cell>
              <FigureCells figures={row.figures} isRow />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <Cell>{totalWords}</Cell>
            <FigureCells figures={summary.total} />
          </tr>
        </tfoot>
      </Table>
    </div>
  );
}

type RowNameProps = Pick<ReportTableProps, 'summary' | 'by' | 'store'> & { readonly row: SalesSummary['rows'][number] };

function RowName({ row, by, summary, store }: RowNameProps) {
  const say = useSay();
  const may = useMay();
  const { locale } = useWritingRules();
  const name = rowName(row, by, { say, locale });
  const search = may('sales.read') ? rowSales(row, by, { from: summary.from, to: summary.to, store }) : null;
  if (search === null) return <>{name}</>;
  return (
    <Link to="/sales" search={search} className={LINK}>
      {name}
    </Link>
  );
}

function FigureCells({ figures, isRow = false }: { readonly figures: SalesFigures; readonly isRow?: boolean }) {
  const rules = useWritingRules();
  const bare = (amount: SalesFigures['netMinor']): string => formatMoney(amount, rules, 'bare');
  return (
    <>
      <Cell isFigure>{writtenCount(figures.saleCount, rules.locale)}</Cell>
      <Cell isFigure>{bare(figures.grossMinor)}</Cell>
      <Cell isFigure>{bare(negateMinor(figures.discountMinor))}</Cell>
      <Cell isFigure>{bare(negateMinor(figures.refundsMinor))}</Cell>
      <Cell isFigure {...(isRow ? { className: 'font-semi' } : {})}>
        {bare(figures.netMinor)}
      </Cell>
      <Cell isFigure>{bare(figures.taxMinor)}</Cell>
      <Cell isFigure>{bare(figures.marginMinor)}</Cell>
      <Cell isFigure>{figures.marginPpm === null ? '–' : writtenPercent(figures.marginPpm, rules.locale)}</Cell>
    </>
  );
}

/** The same on a phone: name, net, one line below. */
export function ReportRows({ summary, by, store, totalWords }: Omit<ReportTableProps, 'today'>) {
  const say = useSay();
  const rules = useWritingRules();
  const line = (name: ReactNode, figures: SalesFigures) => (
    <>
      <span className="flex items-baseline justify-between gap-2 font-semi">
        <span className="min-w-0">{name}</span>
        <span className="tabular-nums">{writtenHeadline(figures.netMinor, rules)}</span>
      </span>
      <span className="block text-sm text-muted">
        {say('store_line', {
          count: writtenCount(figures.saleCount, rules.locale),
          margin: figures.marginPpm === null ? '–' : writtenPercent(figures.marginPpm, rules.locale),
        })}
      </span>
    </>
  );
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface px-4 lap:hidden">
      {rowsInOrder(summary.rows, by).map((row) => (
        <li key={row.key} className="py-3">
          {line(<RowName row={row} by={by} summary={summary} store={store} />, row.figures)}
        </li>
      ))}
      <li className="border-t-[1.5px]! border-line-strong! py-3">{line(totalWords, summary.total)}</li>
    </ul>
  );
}
