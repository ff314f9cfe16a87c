import { useTranslation } from 'react-i18next';
import { usePlace } from '../parts/place.tsx';
import { useSay } from '../parts/saying.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useScanner } from '../scanner/use-scanner.ts';
import { ReceiptsList } from './receipts-list.tsx';
import { ReceiptsSide } from './receipts-side.tsx';
import { usePastReceipts } from './use-past-receipts.ts';
import { useReprint } from './use-reprint.ts';

/** Every receipt of the store that this till knows: found by number, by scanning it, or in the list of the day. */
export function ReceiptsScreen() {
  const { t } = useTranslation();
  const { go, open, lock } = usePlace();
  const say = useSay();
  const receipts = usePastReceipts();
  const { chosen } = receipts;
  const reprint = useReprint(chosen?.saleId ?? '', () => {
    if (chosen !== null) say({ message: t('receipts.printing', { number: chosen.receiptNumber }) });
  });
  const back = () => go({ page: 'sell' });
  const print = () => {
    if (chosen !== null) reprint.print();
  };
  const mayRefund = chosen !== null && chosen.kind !== 'refund';
  const refund = () => {
    if (mayRefund) go({ page: 'refund', text: chosen.receiptNumber, saleId: chosen.saleId });
  };
  const isEmpty = receipts.text === '' && chosen === null;
  useShortcuts({
    Escape: () => {
      if (isEmpty) return back();
      receipts.choose(null);
      return receipts.type('');
    },
    F1: () => open({ panel: 'help' }),
    F9: refund,
    F10: () => open({ panel: 'drawer' }),
    F12: print,
    ArrowUp: () => receipts.chooseNext(-1),
    ArrowDown: () => receipts.chooseNext(1),
    'Ctrl+K': () => open({ panel: 'commands' }),
    'Ctrl+L': lock,
  });
  useScanner({
    onScan: (code) => void receipts.scan(code),
    onTyped: (typed) => receipts.type(receipts.text + typed),
  });
  return (
    <Sheet
      title={t('receipts.title')}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t('keys.backToSale'), onPress: back },
        { keyCap: 'F9', words: t('keys.refund'), onPress: refund, isDisabled: !mayRefund },
        { keyCap: 'F10', words: t('keys.drawer'), onPress: () => open({ panel: 'drawer' }) },
        { keyCap: 'F12', words: t('receipts.print'), onPress: print, isDisabled: chosen === null },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col gap-3 px-5 pt-4 pb-3"
        work={<ReceiptsList receipts={receipts} />}
        decision={<ReceiptsSide key={chosen?.saleId ?? 'none'} chosen={chosen} reprint={reprint} onRefund={refund} />}
      />
    </Sheet>
  );
}
