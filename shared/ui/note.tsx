import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

export type NoteTone = 'plain' | 'good' | 'warn' | 'bad' | 'info';

const TONES: Readonly<Record<NoteTone, { readonly ground: string; readonly icon: string }>> = {
  plain: { ground: 'bg-sunken', icon: '' },
  good: { ground: 'bg-good-soft', icon: 'text-good' },
  warn: { ground: 'bg-warn-soft', icon: 'text-warn' },
  bad: { ground: 'bg-bad-soft', icon: 'text-bad' },
  info: { ground: 'bg-info-soft', icon: 'text-info' },
};

type NoteProps = {
  readonly tone?: NoteTone;
  readonly icon: LucideIcon;
  /** One sentence in bold: what happened. */
  readonly title?: string;
  /** One plain sentence: what is safe, what to do. */
  readonly children?: ReactNode;
  /** Up to two buttons. */
  readonly actions?: ReactNode;
  readonly className?: string;
  /** alert for what the cashier must hear now; status for what may wait. */
  readonly role?: 'alert' | 'status' | 'note';
};

/** Across a screen or panel: an icon, what happened, what to do. */
export function Note({ tone = 'plain', icon, title, children, actions, className, role = 'note' }: NoteProps) {
  const isOneLine = title === undefined;
  return (
    <div
      role={role}
      className={classNames(
        'flex gap-3 rounded-md px-4 py-3',
        isOneLine ? 'items-center' : 'items-start',
        TONES[tone].ground,
        className,
      )}
    >
      <Icon of={icon} className={classNames(TONES[tone].icon, !isOneLine && 'mt-[0.1em]')} />
      <div className="min-w-0 flex-1">
        {title !== undefined && <b>{title}</b>}
        {children !== undefined && (
          <p className={classNames(!isOneLine && 'mt-0.5 text-sm', tone === 'plain' && !isOneLine && 'text-muted')}>
            {children}
          </p>
        )}
        {actions !== undefined && !isOneLine && <div className="mt-2 flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {actions !== undefined && isOneLine && <div className="flex flex-none items-center gap-2">{actions}</div>}
    </div>
  );
}
