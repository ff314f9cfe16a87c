import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saleAddItemCall } from '#shared/till-calls/sale-calls.ts';
import type { CompletedView } from '#shared/till-calls/sale-view.ts';
import { usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { playSound } from '../parts/sounds.ts';
import { useSale } from '../parts/use-sale.ts';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useScanner } from '../scanner/use-scanner.ts';
import type { NotDone } from '../till-client/answer.ts';
import { DoneSide } from './done-side.tsx';
import { DoneWork } from './done-work.tsx';
import { useReprint } from './use-reprint.ts';

/** The sale is over: the change to give, large; its receipt; and the next sale by Enter or by scanning. */
export function DoneScreen({ completed }: { readonly completed: CompletedView }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { edit } = useSale();
  const reprint = useReprint(completed.saleId);
  const [refused, setRefused] = useState<NotDone | null>(null);
  const next = () => place.go({ page: 'sell' });
  const sendReceipt = () => place.open({ panel: 'send-receipt', saleId: completed.saleId });
  const scanNext = async (code: string) => {
    const answer = await edit((send, sale) => send(saleAddItemCall, { saleId: sale?.saleId ?? null, item: { code } }));
    playSound(answer.ok ? 'goodScan' : 'refused');
    if (answer.ok) next();
    else setRefused(answer);
  };
  useShortcuts({
    Enter: next,
    F12: next,
    Escape: next,
    P: reprint.print,
    E: sendReceipt,
    F1: () => place.open({ panel: 'help' }),
    F9: () => place.go({ page: 'refund', text: completed.receiptNumber }),
    F10: () => place.open({ panel: 'drawer' }),
  });
  useScanner({
    onScan: (code) => void scanNext(code),
    // Outside of a field keys are held back for a moment; the letters that mean something here are given on.
    onTyped: (text) => {
      const key = text.toLocaleUpperCase();
      if (key === 'P') reprint.print();
      if (key === 'E') sendReceipt();
    },
  });
  return (
    <Sheet
      title={t(`done.titles.${completed.kind}`)}
      onBack={next}
      keys={[
        { keyCap: 'Enter', words: t('done.next'), onPress: next },
        { keyCap: 'F1', words: t('keys.help'), onPress: () => place.open({ panel: 'help' }) },
        { keyCap: 'P', words: t('done.printAgain'), onPress: reprint.print },
        { keyCap: 'E', words: t('receipt.send'), onPress: sendReceipt },
        {
          keyCap: 'F9',
          words: t('keys.refund'),
          onPress: () => place.go({ page: 'refund', text: completed.receiptNumber }),
        },
        { keyCap: 'F10', words: t('keys.drawer'), onPress: () => place.open({ panel: 'drawer' }) },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col px-8 py-6 small:p-4"
        work={<DoneWork completed={completed} refused={refused} onNext={next} />}
        decision={<DoneSide saleId={completed.saleId} reprint={reprint} onSend={sendReceipt} />}
      />
    </Sheet>
  );
}
