import { Check, Clock, Info, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Tender } from '#shared/sale/tender.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { useWriting } from '../parts/use-writing.ts';
import type { Pay } from './use-pay.ts';
import { wayIcon } from './ways.ts';

/** What is left to pay, large; the total, what was taken, and each payment with its state. */
export function PaymentsTaken({ pay }: { readonly pay: Pay }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { sale, tenders, taking } = pay;
  return (
    <section
      aria-label={t('pay.taken')}
      className="min-h-0 overflow-y-auto p-5 [scrollbar-width:thin] mid:px-8 small:overflow-visible"
    >
      <div className="px-1 pb-4">
        <span className="text-xs font-medium text-muted">{t('pay.left')}</span>
        <div role="status" className="mt-2 mb-3 leading-none">
          <Figure
            parts={writing.parts((sale?.totalMinor ?? 0) - taking.takenMinor)}
            className="text-[4.25rem] mid:text-[5rem] wide:text-[6.5rem] small:text-[3.25rem]"
          />
        </div>
        <dl className="flex flex-wrap gap-x-2 text-muted">
          <dt>{t('pay.total')}</dt>
          <dd className="mr-4 font-medium text-ink">{writing.amount(sale?.totalMinor ?? 0)}</dd>
          {tenders.length > 0 && (
            <>
              <dt>{t('pay.soFar')}</dt>
              <dd className="font-medium text-ink">{writing.amount(taking.takenMinor)}</dd>
            </>
          )}
        </dl>
      </div>
      {tenders.length > 0 && (
        <ol aria-label={t('pay.payments')} className="rounded-lg border border-line bg-surface">
          {tenders.map((tender, position) => (
            <TakenPayment
              key={`${position} ${tender.method} ${tender.amountMinor}`}
              tender={tender}
              onRemove={() => pay.remove(position)}
              onSeen={() => pay.markSeen(position)}
            />
          ))}
        </ol>
      )}
      {tenders.some(({ state }) => state === 'pending') && (
        <p className="flex items-center gap-2 px-1 py-3 text-sm text-muted">
          <Icon of={Info} size="small" />
          {t('pay.pendingHelp')}
        </p>
      )}
    </section>
  );
}

type TakenPaymentProps = { readonly tender: Tender; readonly onRemove: () => void; readonly onSeen: () => void };

function TakenPayment({ tender, onRemove, onSeen }: TakenPaymentProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const isPending = tender.state === 'pending';
  const way = t(`pay.ways.${tender.method}`);
  return (
    <li className="grid min-h-16 grid-cols-[auto_minmax(0,1fr)_auto_auto] items-center gap-x-3 gap-y-2 py-2 pr-1 pl-4 leading-[1.3] not-first:border-t not-first:border-line">
      <Icon of={wayIcon(tender.method)} className="text-muted" />
      <div className="min-w-0">
        <b>{way}</b> <PaymentBadge tender={tender} />
        {tender.reference !== '' && (
          <div className="text-xs text-muted">
            {tender.method === 'card' ? t('pay.reference', { reference: tender.reference }) : tender.reference}
          </div>
        )}
      </div>
      <b className="text-right tabular-nums">{writing.amount(tender.amountMinor)}</b>
      <IconButton
        rank="quiet"
        className="-ml-2"
        label={t('pay.remove', { way })}
        icon={<Icon of={X} />}
        onPress={onRemove}
      />
      {isPending && (
        <div className="col-span-full flex gap-2 pb-1 pl-8">
          <Button onPress={onSeen}>
            <Icon of={Check} />
            {t('pay.seen')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** The state of a payment in a word; what goes on account is no money yet. */
function PaymentBadge({ tender }: { readonly tender: Tender }) {
  const { t } = useTranslation();
  if (tender.state === 'pending') {
    return (
      <Badge className="ml-1" tone="warn" icon={Clock}>
        {t('pay.pending')}
      </Badge>
    );
  }
  if (tender.method === 'credit') return <Badge className="ml-1">{t('pay.credit')}</Badge>;
  return (
    <Badge className="ml-1" tone="good" icon={Check}>
      {t(tender.method === 'card' ? 'pay.approved' : 'pay.confirmed')}
    </Badge>
  );
}
