import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** A part of a page that was just opened: typing goes on in its first field. */
export function FocusedPart({ children }: { readonly children: ReactNode }) {
  const part = useRef<HTMLDivElement>(null);
  // Focus lives in the document; a part takes it once, as it comes to stand: a moment later it would take it from whoever
  // was quicker, and what they type would end up in another field.
  useLayoutEffect(() => {
    part.current?.querySelector<HTMLElement>('input:not([disabled])')?.focus();
  }, []);
  return (
    <div ref={part} className="grid gap-3">
      {children}
    </div>
  );
}
