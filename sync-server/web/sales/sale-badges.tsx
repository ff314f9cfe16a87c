import { CircleAlert, Clock, Undo2 } from 'lucide-react';
import type { ApiSaleRow } from '#shared/api/sales.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { useSay } from '../words/words.ts';

/** What differs from a plain paid sale: came back, not all paid, somebody should look. */
export function SaleBadges({ sale }: { readonly sale: ApiSaleRow }) {
  const say = useSay();
  return (
    <>
      {sale.kind === 'refund' && <Badge icon={Undo2}>{say('kind_refund')}</Badge>}
      {sale.kind === 'exchange' && <Badge icon={Undo2}>{say('kind_exchange')}</Badge>}
      {sale.paymentStatus === 'pending' && (
        <Badge tone="warn" icon={Clock}>
          {say('status_pending')}
        </Badge>
      )}
      {sale.paymentStatus === 'partial' && (
        <Badge tone="warn" icon={Clock}>
          {say('status_partial')}
        </Badge>
      )}
      {sale.kind === 'sale' && sale.paymentStatus === 'refunded' && (
        <Badge icon={Undo2}>{say('status_refunded')}</Badge>
      )}
      {sale.needsReview && (
        <Badge tone="warn" icon={CircleAlert}>
          {say('needs_review')}
        </Badge>
      )}
    </>
  );
}
