import { ReceiptText, ScanBarcode, SearchX } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Badge } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { classNames } from '#shared/ui/class-names.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { PastReceipt, PastReceipts } from './use-past-receipts.ts';

/** Receipts day by day, the latest first, or those that a number finds. */
export function ReceiptsList({ receipts }: { readonly receipts: PastReceipts }) {
  const { t } = useTranslation();
  const isSearch = receipts.text.trim() !== '';
  const groups = useDays(receipts.receipts);
  return (
    <>
      <Field
        label={t('receipts.search')}
        hidesLabel
        value={receipts.text}
        onChange={receipts.type}
        maxLength={200}
        placeholder={t('receipts.searchExample')}
        lead={<Icon of={ScanBarcode} />}
      />
      <WhyNote notDone={receipts.notFound ?? receipts.notDone} />
      {receipts.isKnown && receipts.receipts.length === 0 && (
        <EmptyState icon={isSearch ? SearchX : ReceiptText} title={t(isSearch ? 'receipts.none' : 'receipts.nothing')}>
          {t(isSearch ? 'receipts.noneHelp' : 'receipts.nothingHelp')}
        </EmptyState>
      )}
      {groups.map(([day, rows]) => (
        <section key={day} className="grid flex-none gap-2">
          <h2>{day}</h2>
          <ul
            aria-label={t('receipts.list', { day })}
            className="overflow-hidden rounded-lg border border-line bg-surface"
          >
            {rows.map((receipt) => (
              <ReceiptRow
                key={receipt.saleId}
                receipt={receipt}
                isChosen={receipt.saleId === receipts.chosen?.saleId}
                onChoose={() => receipts.choose(receipt)}
              />
            ))}
          </ul>
        </section>
      ))}
      {receipts.hasMore && (
        <Button full className="flex-none" onPress={receipts.more}>
          {t('receipts.more')}
        </Button>
      )}
    </>
  );
}

/** The receipts of each day of the shop, in the order in which they came. */
function useDays(receipts: readonly PastReceipt[]): readonly (readonly [day: string, rows: readonly PastReceipt[]])[] {
  const { t } = useTranslation();
  const writing = useWriting();
  const today = writing.today();
  const days = Map.groupBy(receipts, ({ occurredAtMs }) => writing.longDay(occurredAtMs));
  return [...days].map(([day, rows]) => [day === today ? t('receipts.today') : day, rows] as const);
}

type ReceiptRowProps = {
  readonly receipt: PastReceipt;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function ReceiptRow({ receipt, isChosen, onChoose }: ReceiptRowProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { kind } = receipt;
  const who = [writing.time(receipt.occurredAtMs), receipt.cashierName, receipt.customerName];
  return (
    <li className="not-first:border-t not-first:border-line">
      <PressButton
        aria-current={isChosen}
        onPress={onChoose}
        className={classNames(
          'grid min-h-[3.625rem] w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-1 text-left leading-[1.3] focus-visible:-outline-offset-3 active:bg-press',
          isChosen ? 'bg-accent-soft shadow-[inset_4px_0_0_var(--color-accent)]' : 'hover:bg-hover',
        )}
      >
        <span className="flex min-w-0 items-center gap-2">
          <b>{receipt.receiptNumber}</b>
          {kind !== 'sale' && <Badge tone="warn">{t(`receipts.kinds.${kind}`)}</Badge>}
          {!receipt.here && <Badge>{t('receipts.elsewhere')}</Badge>}
        </span>
        <b className="text-right tabular-nums">{writing.amount(receipt.totalMinor)}</b>
        <span className="truncate text-xs text-muted tabular-nums">
          {who.filter((part) => part !== null).join(', ')}
        </span>
        <span className="text-right text-xs text-muted">{t('sell.sum.lines', { count: receipt.lineCount })}</span>
      </PressButton>
    </li>
  );
}
