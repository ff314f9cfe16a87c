import { LayoutGrid } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Mark } from '#shared/ui/mark.tsx';
import { MeButton } from '../parts/me-button.tsx';
import { SyncSign } from '../parts/sync-sign.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { SearchBox } from '../parts/search-box.tsx';

type TopBarProps = { readonly search: ComponentProps<typeof SearchBox>; readonly onShowProducts: () => void };

/** Where this till stands, the search, the sync sign and who is selling. */
export function TopBar({ search, onShowProducts }: TopBarProps) {
  const { t } = useTranslation();
  const { storeName, tillName } = useTillState();
  return (
    <header className="col-start-1 row-start-1 flex items-center gap-2 pr-3 pl-4 small:sticky small:top-0 small:z-(--z-bar) small:min-h-16 small:bg-canvas">
      <Mark />
      <div className="mr-2 leading-[1.2] small:hidden">
        <b className="block text-sm">{storeName}</b>
        <span className="text-2xs text-muted">{tillName}</span>
      </div>
      <SearchBox {...search} />
      <span className="hidden items-center gap-[0.4rem] text-xs whitespace-nowrap text-muted mid:inline-flex">
        <i aria-hidden="true" className="size-2 rounded-pill bg-good-fill" />
        {t('sell.scannerReady')}
      </span>
      <Button className="hidden! small:inline-flex!" onPress={onShowProducts}>
        <Icon of={LayoutGrid} />
        {t('sell.products')}
      </Button>
      <SyncSign />
      <MeButton showsName="from-mid" />
    </header>
  );
}
