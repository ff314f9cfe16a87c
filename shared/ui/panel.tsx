import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';

type PanelProps = {
  readonly title: string;
  readonly closeWords: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Stays at the bottom while the rest scrolls. */
  readonly foot?: ReactNode;
};

const FOCUSABLE = 'input:not([disabled]), [role="radio"][tabindex="0"], button:not([disabled]):not([tabindex="-1"])';

/** Slides in from the right over the place around it (`relative`), never over the sale; not modal, Esc is the caller's. */
export function Panel({ title, closeWords, onClose, children, foot }: PanelProps) {
  const titleId = useId();
  const body = useRef<HTMLDivElement>(null);
  // Focus lives in the document: it goes into the panel, and back to where it was.
  useEffect(() => {
    const before = document.activeElement;
    const wanted = body.current;
    if (wanted !== null && !wanted.contains(before)) {
      // Still sliding in: scrolling to it would push the whole panel aside.
      (wanted.querySelector<HTMLElement>(FOCUSABLE) ?? wanted).focus({ preventScroll: true });
    }
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div className="absolute inset-0 z-(--z-panel) flex justify-end overflow-hidden small:fixed">
      <div aria-hidden="true" className="absolute inset-0 bg-scrim opacity-35" onClick={onClose} />
      <section
        role="dialog"
        aria-labelledby={titleId}
        className="relative flex h-full w-96 max-w-[92%] animate-panel-in flex-col border-l border-line bg-raised shadow-panel small:w-full small:max-w-full"
      >
        <header className="flex flex-none items-center justify-between gap-3 px-4 pt-4">
          <h2 id={titleId} className="text-md">
            {title}
          </h2>
          <IconButton rank="quiet" label={closeWords} icon={<Icon of={X} />} onPress={onClose} />
        </header>
        <div
          ref={body}
          tabIndex={-1}
          className="grid min-h-0 flex-1 content-start gap-3 overflow-y-auto px-4 pt-3 pb-4 outline-none focus-visible:outline-none"
        >
          {children}
        </div>
        {foot !== undefined && <footer className="flex flex-none flex-col gap-2 px-4 pb-4">{foot}</footer>}
      </section>
    </div>
  );
}
