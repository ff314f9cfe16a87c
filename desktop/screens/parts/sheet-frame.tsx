import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { type BarKey, KeyBar } from './key-bar.tsx';

type SheetFrameProps = {
  readonly title: string;
  readonly aside?: ReactNode;
  /** What the arrow before the title is called. */
  readonly backWords: string;
  readonly onBack: () => void;
  /** At the right of the title bar. */
  readonly end?: ReactNode;
  readonly keys: readonly BarKey[];
  readonly children: ReactNode;
};

/** Title bar, body and keys of a page, whether or not somebody is signed in. */
export function SheetFrame({ title, aside, backWords, onBack, end, keys, children }: SheetFrameProps) {
  return (
    <div className="grid h-dvh grid-rows-[4rem_minmax(0,1fr)_auto] small:h-auto small:min-h-dvh small:grid-rows-[auto_1fr]">
      <header className="flex items-center gap-3 border-b border-line bg-surface px-4 small:min-h-16 small:flex-wrap small:py-2">
        <IconButton rank="quiet" label={backWords} icon={<Icon of={ArrowLeft} />} onPress={onBack} />
        <h1 className="text-[1.25rem]">{title}</h1>
        {aside !== undefined && <span className="text-muted small:hidden">{aside}</span>}
        <span className="flex-1" />
        {end}
      </header>
      <div className="relative grid min-h-0 grid-cols-1">{children}</div>
      <KeyBar keys={keys} />
    </div>
  );
}
