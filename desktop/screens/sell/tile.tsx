import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { categoryEdge } from '../parts/category-look.ts';
import { useWriting } from '../parts/use-writing.ts';

type TileProps = {
  readonly item: ItemView;
  /** How much of it is in the sale; null for none. */ readonly inSaleMilli: number | null;
  readonly onPress: () => void;
};

/** A product to tap: its name, its price, and one fact where it matters. */
export function Tile({ item, inSaleMilli, onPress }: TileProps) {
  const writing = useWriting();
  return (
    <PressButton
      onPress={onPress}
      className={classNames(
        'relative flex flex-col justify-between overflow-hidden rounded-md border bg-surface py-2 pr-2 pl-[0.8125rem] leading-[1.25] hover:bg-hover active:bg-press',
        'before:absolute before:inset-y-0 before:left-0 before:w-1',
        categoryEdge(item.color),
        inSaleMilli === null ? 'border-line' : 'border-accent-line',
      )}
    >
      <span className="line-clamp-2 text-[0.9375rem] font-medium">{item.name}</span>
      <span className="flex items-baseline justify-between gap-1">
        <span className="text-md font-semi whitespace-nowrap tabular-nums">
          {item.isOpenPrice ? <OpenPrice /> : writing.amount(item.priceMinor, 'short')}
          {item.isWeighed && inSaleMilli === null && (
            <small className="text-2xs font-medium text-muted"> /{item.unit}</small>
          )}
        </span>
        <TileFact item={item} inSaleMilli={inSaleMilli} />
      </span>
    </PressButton>
  );
}

function OpenPrice() {
  const { t } = useTranslation();
  return <span className="text-sm font-medium text-muted">{t('sell.tile.openPrice')}</span>;
}

/** The one fact at the right: how many are in this sale, else kinds, else low stock. */
function TileFact({ item, inSaleMilli }: Pick<TileProps, 'item' | 'inSaleMilli'>) {
  const { t } = useTranslation();
  const writing = useWriting();
  if (inSaleMilli !== null) {
    const shown = item.isWeighed
      ? `${writing.quantity(inSaleMilli)} ${item.unit}`
      : `× ${writing.quantity(inSaleMilli)}`;
    return (
      <span className="rounded-xs bg-accent-soft px-1 text-2xs leading-normal font-semi whitespace-nowrap text-on-accent-soft tabular-nums">
        {shown}
      </span>
    );
  }
  if (item.variantCount > 1)
    return (
      <span className="text-2xs whitespace-nowrap text-muted">
        {t('sell.tile.kinds', { count: item.variantCount })}
      </span>
    );
  if (!item.isLow || item.onHandMilli === null) return null;
  const isGone = item.onHandMilli <= 0;
  return (
    <span className={classNames('text-2xs font-medium whitespace-nowrap', isGone ? 'text-bad' : 'text-warn')}>
      {t('sell.tile.left', { quantity: writing.quantity(item.onHandMilli) })}
    </span>
  );
}
