import { CategoryBar } from './category-bar.tsx';
import { SellNotices } from './sell-notices.tsx';
import { Tiles } from './tiles.tsx';
import type { useSell } from './use-sell.ts';
import type { ShelfChoice } from './use-tiles.ts';

type ShelfProps = {
  readonly sell: ReturnType<typeof useSell>;
  readonly choice: ShelfChoice;
  readonly onChoose: (choice: ShelfChoice) => void;
  readonly onSearch: () => void;
};

/** Chips, what has to be said, then the tiles. */
export function Shelf({ sell, choice, onChoose, onSearch }: ShelfProps) {
  return (
    <>
      <CategoryBar chosen={choice} onChoose={onChoose} />
      <SellNotices notice={sell.notice} onDismiss={sell.dismiss} onSearch={onSearch} />
      <Tiles choice={choice} sale={sell.sale} onPick={sell.addItem} />
    </>
  );
}
