import { ReceiptText, Send, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { receiptGetCall } from '#shared/till-calls/receipt-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { usePlace } from '../parts/place.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { PrintTrouble } from './print-trouble.tsx';
import { ReceiptPaper } from './receipt-paper.tsx';
import type { PastReceipt } from './use-past-receipts.ts';
import type { Reprint } from './use-reprint.ts';

type ReceiptsSideProps = {
  readonly chosen: PastReceipt | null;
  readonly reprint: Reprint;
  readonly onRefund: () => void;
};

/** The receipt that is looked at, as it is on paper; print it again, or begin its refund. */
export function ReceiptsSide({ chosen, reprint, onRefund }: ReceiptsSideProps) {
  const { t } = useTranslation();
  const { open } = usePlace();
  const { value } = useTillQuery(receiptGetCall, { saleId: chosen?.saleId ?? '' }, { isOn: chosen !== null });
  if (chosen === null) {
    return (
      <div className="my-auto">
        <EmptyState icon={ReceiptText} title={t('receipts.choose')}>
          {t('receipts.chooseHelp')}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <div
        role="region"
        aria-label={t('receipt.preview')}
        // What scrolls has to be reached by keyboard.
        tabIndex={0}
        className="flex min-h-0 flex-1 justify-center overflow-y-auto border-b border-line bg-sunken px-5 py-5 [scrollbar-width:thin]"
      >
        {value !== undefined && <ReceiptPaper document={value.document} />}
      </div>
      <div className="grid gap-2 p-5">
        <PrintTrouble value={value} />
        <WhyNote notDone={reprint.refused} />
        {chosen.kind !== 'refund' && (
          <Button scale="choice" full onPress={onRefund}>
            <Icon of={Undo2} />
            {t('receipts.refund')}
            <KeyCap>F9</KeyCap>
          </Button>
        )}
        <Button scale="choice" full onPress={() => open({ panel: 'send-receipt', saleId: chosen.saleId })}>
          <Icon of={Send} />
          {t('receipt.send')}
        </Button>
        <Button rank="primary" scale="pay" full onPress={reprint.print}>
          <span>{t('receipts.print')}</span>
          <KeyCap tone="inherit">F12</KeyCap>
        </Button>
      </div>
    </>
  );
}
