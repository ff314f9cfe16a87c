import { useTranslation } from 'react-i18next';
import { usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useScanner } from '../scanner/use-scanner.ts';
import { RefundSide } from './refund-side.tsx';
import { RefundWork } from './refund-work.tsx';
import { useRefund } from './use-refund.ts';

/** Takes goods back: scan the receipt or find the sale, choose lines, say why, and give the money back. */
export function RefundScreen({ text, saleId }: { readonly text: string; readonly saleId: string | null }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const refund = useRefund({ text, saleId });
  const back = () => go({ page: 'sell' });
  const toGoods = () => go({ page: 'goods-back' });
  useShortcuts({
    Escape: () => (refund.refundable === undefined ? back() : refund.pick(null)),
    A: refund.chooseAll,
    F8: toGoods,
    F9: refund.exchange,
    F12: refund.refund,
  });
  useScanner({
    onScan: (code) => void refund.scan(code),
    onTyped: (typed) => (typed.toLocaleUpperCase() === 'A' ? refund.chooseAll() : refund.type(refund.text + typed)),
  });
  return (
    <Sheet
      title={t('refund.title')}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t('keys.backToSale'), onPress: back },
        { keyCap: 'A', words: t('refund.all'), onPress: refund.chooseAll, isDisabled: refund.refundable === undefined },
        { keyCap: 'F8', words: t('refund.goods.open'), onPress: toGoods },
        { keyCap: 'F9', words: t('refund.exchangeKey'), onPress: refund.exchange },
        { keyCap: 'F12', words: t('refund.do'), onPress: refund.refund },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col gap-3 px-5 pt-4 pb-3"
        work={<RefundWork refund={refund} />}
        decisionClassName="gap-4 p-5"
        decision={<RefundSide refund={refund} />}
      />
    </Sheet>
  );
}
