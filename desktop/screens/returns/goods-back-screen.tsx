import { useTranslation } from 'react-i18next';
import { usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useScanner } from '../scanner/use-scanner.ts';
import { GoodsCollect } from './goods-collect.tsx';
import { GoodsSide } from './goods-side.tsx';
import { useGoodsBack } from './use-goods-back.ts';

/** Takes goods back without a receipt: they are collected by scanning anywhere or by search, and a manager agrees to the money. */
export function GoodsBackScreen() {
  const { t } = useTranslation();
  const { go, open, close, panel, lock } = usePlace();
  const work = useGoodsBack();
  const toReceipt = () => go({ page: 'refund', text: '' });
  const toSearch = () => work.search.field.current?.focus();
  const toQuantity = () => work.quantityField.current?.focus();
  const toPrice = () => work.priceField.current?.focus();
  const removeChosen = () => {
    if (work.chosen !== null) work.remove(work.chosen);
  };
  const noLine = work.chosen === null;
  useShortcuts({
    Escape: () => (work.search.text === '' ? toReceipt() : work.search.clear()),
    F1: () => open({ panel: 'help' }),
    F2: toSearch,
    F7: toQuantity,
    F8: toPrice,
    F12: work.refund,
    ArrowUp: () => work.chooseNext(-1),
    ArrowDown: () => work.chooseNext(1),
    Delete: removeChosen,
    'Ctrl+K': () => open({ panel: 'commands' }),
    'Ctrl+L': lock,
  });
  useScanner({
    onScan: (code) => {
      close();
      work.scan(code);
    },
    onTyped: (text) => {
      if (panel === null) work.typed(text);
    },
  });
  return (
    <Sheet
      title={t('refund.goods.title')}
      onBack={() => go({ page: 'sell' })}
      keys={[
        { keyCap: 'Esc', words: t('refund.goods.withReceipt'), onPress: toReceipt },
        { keyCap: 'F2', words: t('keys.search'), onPress: toSearch },
        { keyCap: 'F7', words: t('keys.quantity'), onPress: toQuantity, isDisabled: noLine },
        { keyCap: 'F8', words: t('keys.price'), onPress: toPrice, isDisabled: noLine },
        { keyCap: 'Del', words: t('keys.removeLine'), onPress: removeChosen, isDisabled: noLine },
        { keyCap: 'F12', words: t('refund.do'), onPress: work.refund, isDisabled: noLine },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col"
        work={<GoodsCollect work={work} />}
        decisionClassName="gap-4 p-5"
        decision={<GoodsSide work={work} />}
      />
    </Sheet>
  );
}
