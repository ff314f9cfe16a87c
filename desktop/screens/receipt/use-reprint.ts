import { useState } from 'react';
import { receiptReprintCall } from '#shared/till-calls/receipt-calls.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

export type Reprint = { readonly print: () => void; readonly refused: NotDone | null };

const sayNothing = () => undefined;

/** Prints a receipt once more, marked as a copy. */
export function useReprint(saleId: string, onPrinting: () => void = sayNothing): Reprint {
  const { send } = useTillClient();
  const [refused, setRefused] = useState<NotDone | null>(null);
  return {
    refused,
    print: () =>
      void send(receiptReprintCall, { saleId }).then((answer) => {
        setRefused(answer.ok ? null : answer);
        if (answer.ok) onPrinting();
      }),
  };
}
