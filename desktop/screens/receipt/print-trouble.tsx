import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { receiptGetCall } from '#shared/till-calls/receipt-calls.ts';
import { Note } from '#shared/ui/note.tsx';
import { faultWords } from '../words/refusal-words.ts';

type PrintTroubleProps = { readonly value: z.output<typeof receiptGetCall.output> | undefined };

/** Why a receipt is not on paper: what the printer says, as long as the receipt waits for it. */
export function PrintTrouble({ value }: PrintTroubleProps) {
  const { t } = useTranslation();
  if (value === undefined || value.printState === 'none' || value.printState === 'printed') return null;
  if (value.printError === null) return null;
  const words = faultWords(value.printError);
  return (
    <Note tone="warn" icon={Printer} role="status" title={t(`receipt.states.${value.printState}`)}>
      {words === '' || value.printState === 'failed' ? `${words} ${t('receipt.failedHelp')}`.trim() : words}
    </Note>
  );
}
