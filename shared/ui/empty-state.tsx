import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

type EmptyStateProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  /** The one way to begin. */ readonly action?: ReactNode;
};

/** Says what an empty place is for, and the one way to begin. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-2 px-5 py-8 text-center text-muted">
      <Icon of={icon} size="hero" className="mb-1 text-line-strong" />
      <h3 className="text-ink">{title}</h3>
      {children !== undefined && <p className="max-w-96">{children}</p>}
      {action !== undefined && <div className="mt-3 text-ink">{action}</div>}
    </div>
  );
}
