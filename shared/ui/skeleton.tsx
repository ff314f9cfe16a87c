import { useEffect, useState } from 'react';
import { classNames } from './class-names.ts';

/** Nothing is drawn before this: most answers are there by then. */
export const SKELETON_AFTER_MS = 300;

/** The shape of what will come over the network; each class gives one bar its width and height. Never for local work. */
export function Skeleton({
  bars,
  label,
  afterMs = SKELETON_AFTER_MS,
}: {
  readonly bars: readonly string[];
  /** Read aloud: "Loading sales". */ readonly label: string;
  readonly afterMs?: number;
}) {
  const [isShown, setIsShown] = useState(afterMs === 0);
  // A timer is outside of React: quick answers never flash a skeleton.
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  if (!isShown) return null;
  return (
    <div role="status" aria-label={label} className="grid gap-3">
      {bars.map((bar, position) => (
        <span
          key={`${position}:${bar}`}
          aria-hidden="true"
          className={classNames('block animate-breathe rounded-xs bg-press', bar)}
        />
      ))}
    </div>
  );
}
