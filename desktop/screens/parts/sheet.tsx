import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '#shared/ui/class-names.ts';
import type { BarKey } from './key-bar.tsx';
import { MeButton } from './me-button.tsx';
import { usePanelSlot } from './panel-slot.tsx';
import { SheetFrame } from './sheet-frame.tsx';
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
    <SheetFrame
      title={title}
      aside={aside}
      backWords={t('keys.backToSale')}
      onBack={onBack}
      keys={keys}
      end={
        <>
          <SyncSign />
          <MeButton showsName="not-small" />
        </>
      }
    >
      {children}
      {panel}
    </SheetFrame>
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
