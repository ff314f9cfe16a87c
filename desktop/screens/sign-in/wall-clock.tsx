import { useEffect, useState } from 'react';
import { useWriting } from '../parts/use-writing.ts';

const TICK_MS = 1000;

/** The time and the day by the store's clock. */
export function WallClock() {
  const writing = useWriting();
  const [nowMs, setNowMs] = useState(() => Date.now());
  // Time passes outside of React.
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="mt-6 tabular-nums small:hidden">
      <div className="mb-2 text-[4.5rem] leading-none font-semi tracking-figure whitespace-nowrap">
        {writing.time(nowMs)}
      </div>
      <div className="text-muted">{writing.longDay(nowMs)}</div>
    </div>
  );
}
