import type { FormEvent, ReactNode } from 'react';
import { Mark } from '#shared/ui/mark.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSay } from '../words/words.ts';

type AccountFrameProps = {
  readonly title: string;
  readonly sub?: string;
  readonly children: ReactNode;
  /** Below the card: the other way in. */
  readonly foot?: ReactNode;
};

/** The frame of the pages before the sign-in: the brand, one card, one way on. */
export function AccountFrame({ title, sub, children, foot }: AccountFrameProps) {
  const say = useSay();
  usePageTitle(title);
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-104 content-center gap-5 p-4">
      <div className="flex items-center gap-2 text-lg font-semi">
        <Mark />
        {say('brand')}
      </div>
      <div className="grid gap-4 rounded-lg border border-line bg-surface p-5">
        <div className="grid gap-1">
          <h1>{title}</h1>
          {sub !== undefined && <p className="text-muted">{sub}</p>}
        </div>
        {children}
      </div>
      {foot !== undefined && <p className="flex flex-wrap items-center justify-center gap-x-2 text-muted">{foot}</p>}
    </main>
  );
}

/** A form that is sent by Enter as well; the browser's own bubbles stay away. */
export function AccountForm({ onSend, children }: { readonly onSend: () => void; readonly children: ReactNode }) {
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSend();
  };
  return (
    <form onSubmit={send} noValidate className="grid gap-4">
      {children}
    </form>
  );
}
