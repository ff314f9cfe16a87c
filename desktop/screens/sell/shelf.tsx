import { useState } from 'react';
import { CategoryBar } from './category-bar.tsx';
import { SellNotices } from './sell-notices.tsx';
import { Tiles } from './tiles.tsx';
import type { useSell } from './use-sell.ts';
import type { ShelfChoice } from './use-tiles.ts';

/** Chips, what has to be said, then the tiles. */
export function Shelf({
  sell,
  onSearch,
}: {
  readonly sell: ReturnType<typeof useSell>;
  readonly onSearch: () => void;
}) {
  const [choice, setChoice] = useState<ShelfChoice>('favourites');
  return (
    <>
      <CategoryBar chosen={choice} onChoose={setChoice} />
      <SellNotices notice={sell.notice} onDismiss={sell.dismiss} onSearch={onSearch} />
      <Tiles choice={choice} sale={sell.sale} onPick={sell.addItem} />
    </>
  );
}
