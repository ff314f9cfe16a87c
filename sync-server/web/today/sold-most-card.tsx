import { Link } from '@tanstack/react-router';
import type { SalesSummary } from '#shared/api/reports.ts';
import { formatQuantity } from '#shared/base/format-quantity.ts';
import { Card, CardHead, CardRow, CardRows } from '../parts/card.tsx';
import { LINK } from '../parts/link-look.ts';
import { useSay } from '../words/words.ts';
import { writtenHeadline } from '../words/written-numbers.ts';
import { useWritingRules } from '../words/writing-rules.ts';

/** What brought most on this day. */
export function SoldMostCard({ summary }: { readonly summary: SalesSummary }) {
  const say = useSay();
  const rules = useWritingRules();
  const { from, to } = summary;
  const sold = summary.rows.filter(({ figures }) => figures.unitsMilli > 0);
  return (
    <Card>
      <CardHead title={say('sold_most')}>
        <Link to="/reports" search={{ from, to, by: 'product' }} className={LINK}>
          {say('nav_products_report')}
        </Link>
      </CardHead>
      {sold.length === 0 ? (
        <p className="px-4 py-3 text-muted lap:px-5">{say('sold_none')}</p>
      ) : (
        <CardRows>
          {sold.map(({ key, name, figures }) => (
            <CardRow
              key={key}
              name={name === '' ? say('unnamed') : name}
              below={say('sold', { quantity: formatQuantity(figures.unitsMilli, rules.locale) })}
            >
              {writtenHeadline(figures.netMinor, rules)}
            </CardRow>
          ))}
        </CardRows>
      )}
    </Card>
  );
}
