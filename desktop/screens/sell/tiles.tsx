import { PackagePlus, Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ItemView } from '#shared/till-calls/catalogue-calls.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { usePlace } from '../parts/place.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { Tile } from './tile.tsx';
import { type ShelfChoice, useTiles } from './use-tiles.ts';

/** The next page is fetched when this much is left below. */
const NEAR_END_PX = 600;

/** How much of an item leaves with the sale, over all of its lines. */
export function inSaleMilli(sale: SaleView | null, variantId: string): number | null {
  const lines = sale?.lines.filter((line) => line.variantId === variantId && line.refundOfLineId === null) ?? [];
  return lines.length === 0 ? null : lines.reduce((sum, line) => sum + line.quantityMilli, 0);
}

/** Products come from the office; a till that is alone gets its first ones here. */
function NoProducts() {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { isAlone } = useTillState();
  if (!isAlone)
    return (
      <EmptyState icon={PackagePlus} title={t('sell.noProducts')}>
        {t('sell.noProductsHelp')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={PackagePlus}
      title={t('sell.noProducts')}
      action={<Button onPress={() => go({ page: 'products', isAdding: true })}>{t('sell.addProduct')}</Button>}
    >
      {t('sell.noProductsAlone')}
    </EmptyState>
  );
}

type TilesProps = {
  readonly choice: ShelfChoice;
  readonly sale: SaleView | null;
  readonly onPick: (item: ItemView) => void;
};

/** The shelf as tiles. */
export function Tiles({ choice, sale, onPick }: TilesProps) {
  const { t } = useTranslation();
  const { items, isKnown, hasMore, more } = useTiles(choice);
  if (isKnown && items.length === 0) {
    return choice === 'favourites' ? (
      <EmptyState icon={Star} title={t('sell.noFavourites')}>
        {t('sell.noFavouritesHelp')}
      </EmptyState>
    ) : (
      <NoProducts />
    );
  }
  return (
    <div
      role="group"
      aria-label={t('sell.products')}
      onScroll={({ currentTarget: shelf }) => {
        if (hasMore && shelf.scrollHeight - shelf.scrollTop - shelf.clientHeight < NEAR_END_PX) more();
      }}
      className="grid flex-1 auto-rows-[6rem] grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] content-start gap-2 overflow-y-auto px-4 pt-[3px] pb-4 [scrollbar-width:thin] mid:grid-cols-[repeat(auto-fill,minmax(9.75rem,1fr))]"
    >
      {items.map((item) => (
        <Tile
          key={item.variantId}
          item={item}
          inSaleMilli={inSaleMilli(sale, item.variantId)}
          onPress={() => onPick(item)}
        />
      ))}
      {hasMore && (
        <Button onPress={more} className="h-full">
          {t('sell.moreTiles')}
        </Button>
      )}
    </div>
  );
}
