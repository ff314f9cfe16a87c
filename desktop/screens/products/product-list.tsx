import { PackagePlus, SearchX } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { classNames } from '#shared/ui/class-names.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { categoryDot } from '../parts/category-look.ts';
import { useWriting } from '../parts/use-writing.ts';
import type { ProductSearch } from './use-product-search.ts';

type ProductListProps = {
  readonly search: ProductSearch;
  readonly chosenId: string | null;
  readonly onChoose: (item: ItemView) => void;
};

/** What the shop sells, by name, each with price and stock; pressing one opens it. */
export function ProductList({ search, chosenId, onChoose }: ProductListProps) {
  const { t } = useTranslation();
  const { items, total, text, isSold, isKnown, more } = search;
  if (isKnown && items.length === 0) {
    if (text.trim() !== '')
      return (
        <EmptyState icon={SearchX} title={t('products.nothing', { text: text.trim() })}>
          {t('products.nothingHelp')}
        </EmptyState>
      );
    return (
      <EmptyState icon={PackagePlus} title={t(isSold ? 'products.none' : 'products.noneUnsold')}>
        {t(isSold ? 'products.noneHelp' : 'products.noneUnsoldHelp')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={t('products.list')} className="overflow-hidden rounded-lg border border-line bg-surface">
        {items.map((item) => (
          <li key={item.variantId} className="not-first:border-t not-first:border-line">
            <ProductRow item={item} isChosen={item.variantId === chosenId} onPress={() => onChoose(item)} />
          </li>
        ))}
      </ul>
      {items.length < total && (
        <Button full onPress={more}>
          {t('products.showMore', { shown: items.length, total })}
        </Button>
      )}
    </>
  );
}

function ProductRow({
  item,
  isChosen,
  onPress,
}: {
  readonly item: ItemView;
  readonly isChosen: boolean;
  readonly onPress: () => void;
}) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <PressButton
      onPress={onPress}
      aria-current={isChosen}
      className={classNames(
        'flex min-h-(--size-target-lg) w-full items-center gap-3 px-4 text-left focus-visible:-outline-offset-3 active:bg-press',
        isChosen ? 'bg-accent-soft shadow-[inset_4px_0_0_var(--color-accent)]' : 'hover:bg-hover',
      )}
    >
      <i aria-hidden="true" className={classNames('size-2 flex-none rounded-pill', categoryDot(item.color))} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{item.name}</span>
        {item.sku !== '' && <span className="block text-xs text-muted">{item.sku}</span>}
      </span>
      {item.onHandMilli !== null && (
        <Badge tone={item.onHandMilli <= 0 ? 'bad' : item.isLow ? 'warn' : 'plain'}>
          {t('sell.tile.left', { quantity: writing.quantity(item.onHandMilli) })}
        </Badge>
      )}
      <b className="whitespace-nowrap tabular-nums">
        {item.isOpenPrice ? t('sell.tile.openPrice') : writing.amount(item.priceMinor)}
        {item.unit !== 'piece' && <small className="text-2xs font-medium text-muted"> /{item.unit}</small>}
      </b>
    </PressButton>
  );
}
