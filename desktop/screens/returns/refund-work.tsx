import { Check, ListChecks, ScanBarcode, SearchX } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Badge } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { usePlace } from '../parts/place.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { RefundLines } from './refund-lines.tsx';
import { RefundWhy } from './refund-why.tsx';
import type { Refund } from './use-refund.ts';
import { wayWords } from './way-words.ts';

/** The receipt that comes back, or the latest sales to choose it from. */
export function RefundWork({ refund }: { readonly refund: Refund }) {
  const { t } = useTranslation();
  const { refundable } = refund;
  return (
    <>
      <Field
        label={t('refund.receipt')}
        hidesLabel
        value={refund.text}
        onChange={refund.type}
        maxLength={200}
        placeholder={t('refund.receiptExample')}
        lead={<Icon of={ScanBarcode} />}
        trail={
          refundable === undefined ? undefined : (
            <Badge tone="good" icon={Check}>
              {t(refundable.sale.here ? 'refund.foundHere' : 'refund.foundStore')}
            </Badge>
          )
        }
      />
      <WhyNote notDone={refund.notFound} />
      {refundable === undefined ? <PastSales refund={refund} /> : <ChosenSale refund={refund} />}
    </>
  );
}

function ChosenSale({ refund }: { readonly refund: Refund }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { refundable } = refund;
  if (refundable === undefined) return null;
  const { sale, payments } = refundable;
  const paid = payments
    .map(({ method, amountMinor }) =>
      t('refund.paidBy', {
        way: wayWords(method, t).toLocaleLowerCase(),
        amount: writing.amount(amountMinor),
      }),
    )
    .join(', ');
  return (
    <>
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <h2>{t('refund.receiptNo', { number: sale.receiptNumber })}</h2>
          <p className="text-sm text-muted">
            {writing.moment(sale.occurredAtMs)}, {sale.cashierName}
            <br />
            {t('refund.paid', { paid })}
          </p>
        </div>
        <Button onPress={refund.chooseAll}>
          <Icon of={ListChecks} />
          {t('refund.all')}
        </Button>
      </div>
      <RefundLines refund={refund} lines={refundable.lines} />
      <RefundWhy refund={refund} />
    </>
  );
}

/** The way to goods whose receipt is lost. */
function NoReceipt() {
  const { t } = useTranslation();
  const { go } = usePlace();
  return (
    <Button onPress={() => go({ page: 'goods-back' })}>
      {t('refund.goods.open')}
      <KeyCap>F8</KeyCap>
    </Button>
  );
}

function PastSales({ refund }: { readonly refund: Refund }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const sales = refund.found.filter(({ kind }) => kind !== 'refund');
  if (sales.length === 0) {
    return (
      <EmptyState icon={SearchX} title={t('refund.none')} action={<NoReceipt />}>
        {t('refund.noneHelp')}
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <h2>{refund.text.trim() === '' ? t('refund.latest') : t('refund.found')}</h2>
        <NoReceipt />
      </div>
      <ul aria-label={t('refund.latest')} className="flex-none rounded-lg border border-line bg-surface">
        {sales.map((sale) => (
          <li key={sale.saleId} className="not-first:border-t not-first:border-line">
            <PressButton
              onPress={() => refund.pick(sale.saleId)}
              className="grid min-h-[3.625rem] w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-1 leading-[1.3] hover:bg-hover active:bg-press"
            >
              <b>{sale.receiptNumber}</b>
              <b className="text-right tabular-nums">{writing.amount(sale.totalMinor)}</b>
              <span className="text-xs text-muted">
                {[writing.moment(sale.occurredAtMs), sale.cashierName, sale.customerName]
                  .filter((part) => part !== null)
                  .join(', ')}
              </span>
              <span className="text-right text-xs text-muted">{t('sell.sum.lines', { count: sale.lineCount })}</span>
            </PressButton>
          </li>
        ))}
      </ul>
    </>
  );
}
