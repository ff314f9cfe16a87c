import { classNames } from './class-names.ts';

/** The hint of a shortcut: F12, Ctrl K. `inherit` takes the colour of the button around it. */
export function KeyCap({
  children,
  tone = 'muted',
  className,
}: {
  readonly children: string;
  readonly tone?: 'muted' | 'inherit';
  readonly className?: string;
}) {
  return (
    <kbd
      className={classNames(
        'inline-flex h-[1.6em] min-w-[1.75em] items-center justify-center rounded-xs border border-current/40 px-[0.4em] font-mono text-2xs leading-none font-medium whitespace-nowrap',
        tone === 'muted' && 'text-muted',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
