import { Printer, PrinterCheck, Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { receiptGetCall } from '#shared/till-calls/receipt-calls.ts';
import { Badge, type BadgeTone } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { PrintTrouble } from './print-trouble.tsx';
import { ReceiptPaper } from './receipt-paper.tsx';
import type { Reprint } from './use-reprint.ts';

const TONES: Readonly<Record<'none' | 'waiting' | 'printed' | 'failed', BadgeTone>> = {
  none: 'plain',
  waiting: 'warn',
  printed: 'good',
  failed: 'bad',
};

type DoneSideProps = { readonly saleId: string; readonly reprint: Reprint; readonly onSend: () => void };

/** The receipt beside the change: whether it is printed, print again, send it, and how it looks. */
export function DoneSide({ saleId, reprint, onSend }: DoneSideProps) {
  const { t } = useTranslation();
  const { value } = useTillQuery(receiptGetCall, { saleId });
  return (
    <>
      <div className="flex min-h-10 items-end px-5 pt-4">
        {value !== undefined && (
          <Badge tone={TONES[value.printState]} icon={value.printState === 'printed' ? PrinterCheck : Printer}>
            {t(`receipt.states.${value.printState}`)}
          </Badge>
        )}
      </div>
      <div className="grid grid-cols-2 gap-2 px-5 py-3">
        <Button scale="choice" className="justify-start!" onPress={reprint.print}>
          <Icon of={Printer} />
          {t('done.printAgain')}
        </Button>
        <Button scale="choice" className="justify-start!" onPress={onSend}>
          <Icon of={Send} />
          {t('receipt.send')}
        </Button>
      </div>
      <div className="grid gap-2 px-5 empty:hidden">
        <PrintTrouble value={value} />
        <WhyNote notDone={reprint.refused} />
      </div>
      <div
        role="region"
        aria-label={t('receipt.preview')}
        // What scrolls has to be reached by keyboard.
        tabIndex={0}
        className="mt-4 flex min-h-0 flex-1 justify-center overflow-y-auto border-t border-line bg-sunken px-5 pt-5 [scrollbar-width:thin]"
      >
        {value !== undefined && <ReceiptPaper document={value.document} />}
      </div>
    </>
  );
}
