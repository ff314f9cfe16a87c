import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { classNames } from '#shared/ui/class-names.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { categoryDot } from './category-look.ts';
import { useWriting } from './use-writing.ts';

export function hitId(item: ItemView): string {
  return `hit-${item.variantId}`;
}

type SearchHitsProps = {
  readonly text: string;
  readonly items: readonly ItemView[];
  readonly isKnown: boolean;
  readonly active: number;
  readonly onPick: (item: ItemView) => void;
};

/** What the search found, best first; Enter takes the marked one. */
export function SearchHits({ text, items, isKnown, active, onPick }: SearchHitsProps) {
  const { t } = useTranslation();
  if (isKnown && items.length === 0) {
    return (
      <EmptyState icon={SearchX} title={t('sell.search.nothing', { text })}>
        {t('sell.search.nothingHelp')}
      </EmptyState>
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-[3px] pb-4 [scrollbar-width:thin]">
      <div
        id="search-hits"
        role="listbox"
        aria-label={t('sell.search.hits')}
        className="overflow-hidden rounded-lg border border-line bg-surface"
      >
        {items.map((item, position) => (
          <Hit key={item.variantId} item={item} isActive={position === active} onPick={() => onPick(item)} />
        ))}
      </div>
    </div>
  );
}

function Hit({
  item,
  isActive,
  onPick,
}: {
  readonly item: ItemView;
  readonly isActive: boolean;
  readonly onPick: () => void;
}) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <div
      id={hitId(item)}
      role="option"
      aria-selected={isActive}
      onPointerDown={(event) => event.preventDefault()}
      tabIndex={-1}
      onPointerUp={onPick}
      className={classNames(
        'flex min-h-(--size-target-lg) cursor-pointer items-center gap-3 px-4 not-first:border-t not-first:border-line active:bg-press',
        isActive ? 'bg-accent-soft shadow-[inset_4px_0_0_var(--color-accent)]' : 'hover:bg-hover',
      )}
    >
      <i aria-hidden="true" className={classNames('size-2 flex-none rounded-pill', categoryDot(item.color))} />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{item.name}</span>
        {item.sku !== '' && <span className="block text-xs text-muted">{item.sku}</span>}
      </span>
      {item.isLow && item.onHandMilli !== null && (
        <Badge tone={item.onHandMilli <= 0 ? 'bad' : 'warn'}>
          {t('sell.tile.left', { quantity: writing.quantity(item.onHandMilli) })}
        </Badge>
      )}
      {item.variantCount > 1 && <Badge>{t('sell.tile.kinds', { count: item.variantCount })}</Badge>}
      <b className="whitespace-nowrap tabular-nums">
        {item.isOpenPrice ? t('sell.tile.openPrice') : writing.amount(item.priceMinor, 'short')}
        {item.isWeighed && <small className="text-2xs font-medium text-muted"> /{item.unit}</small>}
      </b>
    </div>
  );
}
