import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { type BarKey, KeyBar } from './key-bar.tsx';
import { MeButton } from './me-button.tsx';
import { usePanelSlot } from './panel-slot.tsx';
import { SyncSign } from './sync-sign.tsx';

type SheetProps = {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly onBack: () => void;
  readonly keys: readonly BarKey[];
  readonly children: ReactNode;
};

/** A page of the till other than the sale: title bar, body, keys. */
export function Sheet({ title, aside, onBack, keys, children }: SheetProps) {
  const { t } = useTranslation();
  const panel = usePanelSlot();
  return (
    <div className="grid h-dvh grid-rows-[4rem_minmax(0,1fr)_auto] small:h-auto small:min-h-dvh small:grid-rows-[auto_1fr]">
      <header className="flex items-center gap-3 border-b border-line bg-surface px-4 small:min-h-16 small:flex-wrap small:py-2">
        <IconButton rank="quiet" label={t('keys.backToSale')} icon={<Icon of={ArrowLeft} />} onPress={onBack} />
        <h1 className="text-[1.25rem]">{title}</h1>
        {aside !== undefined && <span className="text-muted small:hidden">{aside}</span>}
        <span className="flex-1" />
        <SyncSign />
        <MeButton showsName="not-small" />
      </header>
      <div className="relative grid min-h-0 grid-cols-1">
        {children}
        {panel}
      </div>
      <KeyBar keys={keys} />
    </div>
  );
}

/** Work on the left, the decision on the right. */
export function TwoColumns({
  work,
  decision,
  workClassName,
  decisionClassName,
}: {
  readonly work: ReactNode;
  readonly decision: ReactNode;
  readonly workClassName?: string;
  readonly decisionClassName?: string;
}) {
  const column = 'min-h-0 min-w-0 overflow-y-auto [scrollbar-width:thin] small:overflow-visible';
  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_26rem] mid:grid-cols-[minmax(0,1fr)_30rem] small:grid-cols-1">
      <main className={classNames(column, workClassName)}>{work}</main>
      <aside
        className={classNames(
          column,
          'flex flex-col border-l border-line bg-surface small:border-t small:border-l-0',
          decisionClassName,
        )}
      >
        {decision}
      </aside>
    </div>
  );
}
