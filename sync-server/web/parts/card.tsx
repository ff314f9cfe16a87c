import type { ReactNode } from 'react';
import { classNames } from '#shared/ui/class-names.ts';

/** A surface with a line round it. */
export function Card({
  children,
  className,
  label,
}: {
  readonly children: ReactNode;
  readonly className?: string;
  readonly label?: string;
}) {
  return (
    <section aria-label={label} className={classNames('min-w-0 rounded-lg border border-line bg-surface', className)}>
      {children}
    </section>
  );
}

/** The head of a card: its name, and at the right a link or a legend. */
export function CardHead({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <header className="flex min-h-11 items-center justify-between gap-3 px-4 pt-3 lap:px-5">
      <h2 className="text-md">{title}</h2>
      {children}
    </header>
  );
}

/** Rows in a card, divided by quiet lines. */
export function CardRows({ children }: { readonly children: ReactNode }) {
  return <ul className="mx-4 divide-y divide-line py-1 lap:mx-5 lap:pb-2">{children}</ul>;
}

/** One row: what it is at the left, its figure at the right. */
export function CardRow({
  lead,
  name,
  below,
  children,
}: {
  readonly lead?: ReactNode;
  readonly name: ReactNode;
  readonly below?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <li className="flex min-h-11.5 items-center gap-3 py-2 lap:py-1">
      {lead}
      <span className="min-w-0 flex-1">
        <span className="block font-semi">{name}</span>
        {below !== undefined && <span className="block text-xs text-muted">{below}</span>}
      </span>
      <span className="text-right tabular-nums">{children}</span>
    </li>
  );
}
