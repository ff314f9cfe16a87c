import type { ReactNode } from 'react';
import { usePageTitle } from './use-page-title.ts';

type PageProps = {
  readonly title: string;
  /** What stands above the title on the way back: "Reports ›". */
  readonly trail?: ReactNode;
  /** Quiet, beside the title. */
  readonly sub?: ReactNode;
  /** Buttons at the right of the head. */
  readonly actions?: ReactNode;
  /** In place of the head on a phone. */
  readonly phoneHead?: ReactNode;
  readonly children: ReactNode;
};

/** A page: its head, then its parts, 16 px apart. */
export function Page({ title, trail, sub, actions, phoneHead, children }: PageProps) {
  usePageTitle(title);
  return (
    <main className="mx-auto flex w-full max-w-[100rem] min-w-0 flex-col gap-4 p-4 lap:px-6 lap:pt-5 lap:pb-8">
      {phoneHead !== undefined && (
        <div className="sticky top-0 z-(--z-bar) order-[-3] -mx-4 -mt-4 border-b border-line bg-canvas px-2 py-1 lap:hidden">
          {phoneHead}
        </div>
      )}
      <div className={phoneHead === undefined ? HEAD : `${HEAD} max-lap:sr-only`}>
        {trail}
        <h1 className="mr-1">{title}</h1>
        {sub !== undefined && <span className="text-muted">{sub}</span>}
        <span className="flex-1" />
        {actions}
      </div>
      {children}
    </main>
  );
}

const HEAD = 'flex min-h-9 flex-wrap items-center gap-3 max-lap:order-[-3]';
