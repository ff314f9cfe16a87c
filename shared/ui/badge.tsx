import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type BadgeTone = 'plain' | 'good' | 'warn' | 'bad' | 'info' | 'accent';

const TONES: Readonly<Record<BadgeTone, string>> = {
  plain: 'bg-sunken text-muted',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  accent: 'bg-accent-soft text-on-accent-soft',
};

/** Tells a state in a word, with an icon where the state matters. It is never pressed: that is a chip. */
export function Badge({
  tone = 'plain',
  icon: Drawing,
  children,
  className,
}: {
  readonly tone?: BadgeTone;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-[0.3em] rounded-sm px-[0.55em] py-[0.15em] text-xs leading-[1.4] font-medium whitespace-nowrap tabular-nums',
        TONES[tone],
        className,
      )}
    >
      {Drawing !== undefined && <Drawing aria-hidden="true" strokeWidth={2.25} className="size-[0.95em] flex-none" />}
      {children}
    </span>
  );
}
