import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '#shared/ui/class-names.ts';
import { KeyBar } from '../parts/key-bar.tsx';
import { usePanelSlot } from '../parts/panel-slot.tsx';
import { usePlace } from '../parts/place.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useScanner } from '../scanner/use-scanner.ts';
import { SaleColumn } from './sale-column.tsx';
import { hitId, SearchHits } from '../parts/search-hits.tsx';
import { Shelf } from './shelf.tsx';
import { TopBar } from './top-bar.tsx';
import { useSell } from './use-sell.ts';
import type { ShelfChoice } from './use-tiles.ts';
import { sellShortcuts } from './sell-shortcuts.ts';
import { takeScan } from './sell-actions.ts';
import { sellKeys } from './sell-keys.ts';

/** The page where a cashier spends the day: the shelf on the left, the sale on the right, the keys below. */
export function SellScreen() {
  const { t } = useTranslation();
  const place = usePlace();
  const panel = usePanelSlot();
  const sell = useSell();
  const { isAlone } = useTillState();
  // Nobody marks favourites on a till that is alone. Kept here, so that a search does not lose the chip that was chosen.
  const [choice, setChoice] = useState<ShelfChoice>(isAlone ? 'all' : 'favourites');
  const [showsShelf, setShowsShelf] = useState(false);
  const toSearch = () => sell.search.field.current?.focus();
  const actions = { sell, place, toSearch };
  useShortcuts(sellShortcuts(actions));
  useScanner({
    onScan: (code) => takeScan(actions, code),
    onTyped: (text) => {
      if (panel === null) sell.typed(text);
    },
  });
  const { search } = sell;
  const active = search.hits[search.active];
  return (
    <div className="grid h-dvh grid-cols-[minmax(0,1fr)_25rem] grid-rows-[4rem_minmax(0,1fr)_auto] mid:grid-cols-[minmax(0,1fr)_28rem] wide:grid-cols-[minmax(0,1fr)_31rem] small:flex small:h-auto small:min-h-dvh small:flex-col">
      <TopBar
        onShowProducts={() => setShowsShelf(!showsShelf)}
        search={{
          text: search.text,
          prefixMilli: search.prefixMilli,
          activeId: active === undefined ? undefined : hitId(active),
          onType: search.type,
          onKey: search.onKey,
          field: search.field,
        }}
      />
      <main
        className={classNames(
          'col-start-1 row-start-2 flex min-h-0 flex-col',
          showsShelf || search.text !== '' ? 'small:h-[60dvh]' : 'small:hidden',
        )}
      >
        {search.text === '' ? (
          <Shelf sell={sell} choice={choice} onChoose={setChoice} onSearch={toSearch} />
        ) : (
          <SearchHits
            text={search.text}
            items={search.hits}
            isKnown={search.isKnown}
            active={search.active}
            onPick={sell.addItem}
          />
        )}
      </main>
      {panel !== null && <div className="relative col-start-1 row-start-2">{panel}</div>}
      <SaleColumn
        sale={sell.sale}
        parkedCount={sell.parkedCount}
        chosenLineId={sell.chosen?.id ?? null}
        onChoose={sell.choose}
        edits={sell.edits}
        onPay={sell.pay}
      />
      <div className="col-span-2 row-start-3">
        <KeyBar keys={sellKeys(actions, t)} />
      </div>
    </div>
  );
}
