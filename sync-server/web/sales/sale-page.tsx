import { Link, getRouteApi } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { getSaleEndpoint } from '#shared/api/sale-endpoints.ts';
import type { SaleDetail } from '#shared/api/sales.ts';
import { formatMoney } from '#shared/base/format-money.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { useOfficeQuery } from '../client/use-office-query.ts';
import { Card, CardHead, CardRow, CardRows } from '../parts/card.tsx';
import { LINK } from '../parts/link-look.ts';
import { Page } from '../parts/page.tsx';
import { useNowMs } from '../parts/use-now-ms.ts';
import { Waiting } from '../parts/waiting.tsx';
import { tillWithStore } from '../today/till-groups.ts';
import { useSay } from '../words/words.ts';
import { writtenMoment } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { ReceiptPaper } from './receipt-paper.tsx';
import { SaleBadges } from './sale-badges.tsx';
import { SaleJournalCard } from './sale-journal-card.tsx';
import { SaleLinesCard } from './sale-lines-card.tsx';
import { SalePaymentsCard } from './sale-payments-card.tsx';
import { saleReceipt } from './sale-receipt.ts';

const route = getRouteApi('/signed-in/sales/$saleId');
const NO_SALE = '00000000-0000-0000-0000-000000000000';
const TITLES = { sale: 'sale_title', refund: 'refund_title', exchange: 'exchange_title' } as const;

/** One sale: its receipt as the customer has it, and everything that stands behind it. */
export function SalePage() {
  const say = useSay();
  const rules = useWritingRules();
  const nowMs = useNowMs();
  const { saleId } = route.useParams();
  const answer = useOfficeQuery(getSaleEndpoint, { params: { id: saleId } });
  const sale = answer.data?.data;
  const original = useOfficeQuery(
    getSaleEndpoint,
    { params: { id: sale?.refundOf ?? NO_SALE } },
    { isEnabled: typeof sale?.refundOf === 'string' },
  );
  const trail = (
    <span className="flex items-center gap-1">
      <Link to="/sales" className={LINK}>
        {say('sales_title')}
      </Link>
      <Icon of={ChevronRight} size="small" className="text-muted" />
    </span>
  );
  if (sale === undefined) {
    return (
      <Page title={say('receipt')} trail={trail}>
        <Waiting query={answer} page={say('receipt')} />
      </Page>
    );
  }
  const from = sale.refundOf === null ? undefined : original.data?.data;
  const place = [tillWithStore(sale.storeName, sale.tillName), sale.cashierName].join(', ');
  return (
    <Page
      title={say(TITLES[sale.kind], { number: sale.orderNumber })}
      trail={trail}
      sub={`${writtenMoment(Date.parse(sale.occurredAt), nowMs, rules)}, ${place}`}
      actions={<SaleBadges sale={sale} />}
    >
      <div className="grid items-start gap-4 lap:grid-cols-[auto_minmax(0,1fr)] lap:gap-6">
        <div className="flex justify-center">
          <ReceiptPaper receipt={saleReceipt(sale, from?.orderNumber ?? null)} />
        </div>
        <div className="grid min-w-0 gap-4">
          <SaleLinesCard lines={sale.sale.lines} />
          <div className="grid items-start gap-4 lap:grid-cols-[repeat(auto-fit,minmax(18rem,1fr))]">
            <SalePaymentsCard payments={sale.sale.payments} />
            <FactsCard sale={sale} nowMs={nowMs} />
          </div>
          <SaleJournalCard journal={sale.sale.journal} />
        </div>
      </div>
    </Page>
  );
}

/** What belongs to the sale: what it earned, what came back, the sale it came from, when the office got it. */
function FactsCard({ sale, nowMs }: { readonly sale: SaleDetail; readonly nowMs: number }) {
  const say = useSay();
  const rules = useWritingRules();
  return (
    <Card>
      <CardHead title={say('sale_margin')}>
        <span className="font-semi tabular-nums">{formatMoney(sale.marginMinor, rules)}</span>
      </CardHead>
      <CardRows>
        {sale.refundOf !== null && (
          <CardRow
            name={
              <Link to="/sales/$saleId" params={{ saleId: sale.refundOf }} className={LINK}>
                {say('sale_original')}
              </Link>
            }
          />
        )}
        {sale.refunds.map((refund) => (
          <CardRow
            key={refund.id}
            name={
              <Link to="/sales/$saleId" params={{ saleId: refund.id }} className={LINK}>
                {refund.orderNumber}
              </Link>
            }
            below={`${say('sale_refunds')}, ${writtenMoment(Date.parse(refund.occurredAt), nowMs, rules)}`}
          >
            {formatMoney(refund.totalMinor, rules)}
          </CardRow>
        ))}
        <li className="flex min-h-11 items-center text-muted">
          {say('sale_arrived', { when: writtenMoment(Date.parse(sale.receivedAt), nowMs, rules) })}
        </li>
      </CardRows>
    </Card>
  );
}
