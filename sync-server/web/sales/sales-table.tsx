import { Link } from '@tanstack/react-router';
import { formatMoney } from '#shared/base/format-money.ts';
import type { ApiSaleRow } from '#shared/api/sales.ts';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { LINK } from '../parts/link-look.ts';
import { tillWithStore } from '../today/till-groups.ts';
import { useSay } from '../words/words.ts';
import { writtenCount } from '../words/written-numbers.ts';
import { writtenMoment } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { methodWords } from './method-words.ts';
import { SaleBadges } from './sale-badges.tsx';

type SalesProps = { readonly sales: readonly ApiSaleRow[]; readonly nowMs: number };

/** Sales as a table on a laptop. */
export function SalesTable({ sales, nowMs }: SalesProps) {
  const say = useSay();
  const rules = useWritingRules();
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface max-lap:hidden">
      <Table label={say('sales_title')}>
        <thead>
          <tr>
            <HeadCell>{say('col_receipt')}</HeadCell>
            <HeadCell>{say('col_when')}</HeadCell>
            <HeadCell>{say('col_where')}</HeadCell>
            <HeadCell>{say('col_cashier')}</HeadCell>
            <HeadCell>{say('col_customer')}</HeadCell>
            <HeadCell isFigure>{say('col_lines')}</HeadCell>
            <HeadCell>{say('col_paid')}</HeadCell>
            <HeadCell isFigure>{say('col_total')}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {sales.map((sale) => (
            <tr key={sale.id}>
              <Cell>
                <span className="flex items-center gap-2">
                  <Link to="/sales/$saleId" params={{ saleId: sale.id }} className={LINK}>
                    {sale.orderNumber}
                  </Link>
                  <SaleBadges sale={sale} />
                </span>
              </Cell>
              <Cell className="tabular-nums">{writtenMoment(Date.parse(sale.occurredAt), nowMs, rules)}</Cell>
              <Cell>{tillWithStore(sale.storeName, sale.tillName)}</Cell>
              <Cell>{sale.cashierName}</Cell>
              <Cell className="text-muted">{sale.customerName ?? ''}</Cell>
              <Cell isFigure>{writtenCount(sale.lineCount, rules.locale)}</Cell>
              <Cell className="text-muted">{say(methodWords(sale.paymentMethod))}</Cell>
              <Cell isFigure className="font-semi">
                {formatMoney(sale.totalMinor, rules)}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** The same on a phone: receipt, total, one line below. */
export function SalesRows({ sales, nowMs }: SalesProps) {
  const say = useSay();
  const rules = useWritingRules();
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface lap:hidden">
      {sales.map((sale) => (
        <li key={sale.id}>
          <Link
            to="/sales/$saleId"
            params={{ saleId: sale.id }}
            className="grid gap-1 px-4 py-3 text-inherit no-underline -outline-offset-3 hover:bg-hover active:bg-press"
          >
            <span className="flex items-baseline justify-between gap-2 font-semi">
              <span className="min-w-0 truncate">{sale.orderNumber}</span>
              <span className="tabular-nums">{formatMoney(sale.totalMinor, rules)}</span>
            </span>
            <span className="flex items-baseline justify-between gap-2 text-sm text-muted">
              <span className="min-w-0 truncate">
                {[sale.storeName, sale.cashierName, say('lines', { count: sale.lineCount })].join(', ')}
              </span>
              <span className="whitespace-nowrap tabular-nums">
                {writtenMoment(Date.parse(sale.occurredAt), nowMs, rules)}
              </span>
            </span>
            <span className="flex flex-wrap gap-1 empty:hidden">
              <SaleBadges sale={sale} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
