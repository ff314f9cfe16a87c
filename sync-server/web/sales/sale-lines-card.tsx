import { formatMoney } from '#shared/base/format-money.ts';
import { formatQuantity } from '#shared/base/format-quantity.ts';
import { negateMinor } from '#shared/base/money.ts';
import type { SoldLine } from '#shared/sale/sale-payload.ts';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { Card, CardHead, CardRow, CardRows } from '../parts/card.tsx';
import { useSay } from '../words/words.ts';
import { type WritingRules, useWritingRules } from '../words/writing-rules.ts';

/** What was sold: a table on a laptop, rows on a phone. */
export function SaleLinesCard({ lines }: { readonly lines: readonly SoldLine[] }) {
  const say = useSay();
  const rules = useWritingRules();
  return (
    <Card>
      <CardHead title={say('sale_lines')} />
      <div className="mt-1 overflow-x-auto max-lap:hidden">
        <Table label={say('sale_lines')}>
          <thead>
            <tr>
              <HeadCell>{say('col_item')}</HeadCell>
              <HeadCell isFigure>{say('col_quantity')}</HeadCell>
              <HeadCell isFigure>{say('col_price')}</HeadCell>
              <HeadCell isFigure>{say('col_discount')}</HeadCell>
              <HeadCell isFigure>{say('col_tax')}</HeadCell>
              <HeadCell isFigure>{say('col_total')}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <Cell className="whitespace-normal">
                  {line.name}
                  <span className="block text-xs text-muted">{[line.sku, line.note].filter(Boolean).join(', ')}</span>
                </Cell>
                <Cell isFigure>{quantityOf(line, rules)}</Cell>
                <Cell isFigure>{formatMoney(line.unitPriceMinor, rules, 'bare')}</Cell>
                <Cell isFigure>
                  {line.discountMinor === 0 ? '' : formatMoney(negateMinor(line.discountMinor), rules, 'bare')}
                </Cell>
                <Cell isFigure className="text-muted">
                  {formatMoney(line.taxMinor, rules, 'bare')}
                </Cell>
                <Cell isFigure className="font-semi">
                  {formatMoney(line.totalMinor, rules)}
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <div className="lap:hidden">
        <CardRows>
          {lines.map((line) => (
            <CardRow
              key={line.id}
              name={line.name}
              below={`${quantityOf(line, rules)} × ${formatMoney(line.unitPriceMinor, rules)}`}
            >
              {formatMoney(line.totalMinor, rules)}
            </CardRow>
          ))}
        </CardRows>
      </div>
    </Card>
  );
}

function quantityOf(line: SoldLine, rules: WritingRules): string {
  return formatQuantity(line.quantityMilli, rules.locale, line.unit.name === 'piece' ? '' : line.unit.name);
}
