import { useEffect, useState } from 'react';

const EACH_MS = 20_000;

/** The time, moved on every 20 s, for "3 min ago" and the head of Today. */
export function useNowMs(eachMs = EACH_MS): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  // The clock is outside of React.
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), eachMs);
    return () => clearInterval(timer);
  }, [eachMs]);
  return nowMs;
}
