import { type RefObject, useEffect, useRef, useState } from 'react';

/** The width of an element in px, so that a chart is drawn for it and its words keep their size. */
export function useElementWidth<Element extends HTMLElement>(
  firstGuess: number,
): readonly [RefObject<Element | null>, number] {
  const element = useRef<Element>(null);
  const [width, setWidth] = useState(firstGuess);
  // The layout is outside of React.
  useEffect(() => {
    const watched = element.current;
    if (watched === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
