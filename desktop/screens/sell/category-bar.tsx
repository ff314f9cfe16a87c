import { ChevronsRight, Star } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueCategoriesCall } from '#shared/till-calls/catalogue-calls.ts';
import { Chip, ChipGroup } from '#shared/ui/chip.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { categoryDot } from '../parts/category-look.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';
import type { ShelfChoice } from './use-tiles.ts';

/** The chips above the tiles: favourites, everything, then the categories. */
export function CategoryBar({
  chosen,
  onChoose,
}: {
  readonly chosen: ShelfChoice;
  readonly onChoose: (choice: ShelfChoice) => void;
}) {
  const { t } = useTranslation();
  const { value } = useTillQuery(catalogueCategoriesCall, {});
  const row = useRef<HTMLDivElement>(null);
  const showMore = () => {
    const box = row.current;
    if (box === null) return;
    const isAtEnd = box.scrollLeft + box.clientWidth >= box.scrollWidth - 4;
    box.scrollTo({ left: isAtEnd ? 0 : box.scrollLeft + box.clientWidth * 0.8 });
  };
  return (
    <div className="flex flex-none gap-2 px-4 pb-3">
      <div
        ref={row}
        className="-m-[3px] min-w-0 flex-1 overflow-x-auto [mask-image:linear-gradient(90deg,#000_calc(100%-2rem),transparent)] p-[3px] [scrollbar-width:none]"
      >
        <ChipGroup label={t('sell.categories')} chosen={chosen} onChoose={onChoose} className="w-max pr-8">
          <Chip id="favourites">
            <Icon of={Star} size="small" />
            {t('sell.favourites')}
          </Chip>
          <Chip id="all">{t('sell.all')}</Chip>
          {value?.categories.map(({ id, name, color }) => (
            <Chip key={id} id={id} dotClassName={categoryDot(color)}>
              {name}
            </Chip>
          ))}
        </ChipGroup>
      </div>
      <IconButton label={t('sell.moreCategories')} icon={<Icon of={ChevronsRight} />} onPress={showMore} />
    </div>
  );
}
