import { useState } from 'react';
import type { Answer, NotDone } from '../till-client/answer.ts';

export type SlipPrint = {
  readonly print: () => void;
  readonly isPrinted: boolean;
  readonly refused: NotDone | null;
};

/** Paper that waits nowhere: it is printed when it is asked for, or the till says why not. */
export function useSlipPrint(send: () => Promise<Answer<object>>): SlipPrint {
  const [isPrinted, setIsPrinted] = useState(false);
  const [refused, setRefused] = useState<NotDone | null>(null);
  return {
    isPrinted,
    refused,
    print: () =>
      void send().then((answer) => {
        setIsPrinted(answer.ok);
        setRefused(answer.ok ? null : answer);
      }),
  };
}
