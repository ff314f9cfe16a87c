import { type ReactNode, useEffect, useRef } from 'react';

/** A part of a page that was just opened: typing goes on in its first field. */
export function FocusedPart({ children }: { readonly children: ReactNode }) {
  const part = useRef<HTMLDivElement>(null);
  // Focus lives in the document; a part takes it once, when it comes to stand.
  useEffect(() => {
    part.current?.querySelector<HTMLElement>('input:not([disabled])')?.focus();
  }, []);
  return (
    <div ref={part} className="grid gap-3">
      {children}
    </div>
  );
}
