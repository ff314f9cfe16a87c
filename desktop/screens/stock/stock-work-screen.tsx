import { useTranslation } from 'react-i18next';
import { type StockMode, usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useScanner } from '../scanner/use-scanner.ts';
import { StockCollect } from './stock-collect.tsx';
import { StockSide } from './stock-side.tsx';
import { useStockWork } from './use-stock-work.ts';

/** Receives, adjusts or counts goods: lines are collected by scanning anywhere or by search, and saved as one thing. */
export function StockWorkScreen({ mode }: { readonly mode: StockMode }) {
  const { t } = useTranslation();
  const { go, open, close, panel, lock } = usePlace();
  const work = useStockWork(mode);
  const back = () => go({ page: 'sell' });
  const toSearch = () => work.search.field.current?.focus();
  const toQuantity = () => work.quantityField.current?.focus();
  const toCost = () => work.costField.current?.focus();
  const toLists = () => open({ panel: 'stock-lists' });
  const removeChosen = () => {
    if (work.chosen !== null) work.remove(work.chosen);
  };
  const noLine = work.chosen === null;
  useShortcuts({
    Escape: () => (work.search.text === '' ? back() : work.search.clear()),
    F1: () => open({ panel: 'help' }),
    F2: toSearch,
    F5: toLists,
    F7: toQuantity,
    F8: toCost,
    F12: work.save,
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
      title={t('stock.work.title')}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t('keys.backToSale'), onPress: back },
        { keyCap: 'F2', words: t('keys.search'), onPress: toSearch },
        { keyCap: 'F5', words: t('stock.lists.title'), onPress: toLists },
        { keyCap: 'F7', words: t('keys.quantity'), onPress: toQuantity, isDisabled: noLine },
        ...(mode === 'receive' ? [{ keyCap: 'F8', words: t('keys.cost'), onPress: toCost, isDisabled: noLine }] : []),
        { keyCap: 'Del', words: t('keys.removeLine'), onPress: removeChosen, isDisabled: noLine },
        { keyCap: 'F12', words: t(`stock.work.do.${mode}`), onPress: work.save, isDisabled: noLine },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col"
        work={<StockCollect mode={mode} work={work} />}
        decisionClassName="gap-4 p-5"
        decision={<StockSide mode={mode} work={work} />}
      />
    </Sheet>
  );
}
