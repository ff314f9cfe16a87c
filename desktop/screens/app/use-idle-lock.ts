import { useEffect, useRef } from 'react';

const SIGNS_OF_LIFE = ['keydown', 'pointerdown'] as const;

/** Locks the till when nobody touched it for so long; 0 seconds means never. The open sale stays. */
export function useIdleLock(lockAfterS: number, isOn: boolean, lock: () => void): void {
  const newest = useRef(lock);
  // The newest callback is kept outside of the timer, so that a render does not count as a touch.
  useEffect(() => {
    newest.current = lock;
  });
  // Touches and time are outside of React.
  useEffect(() => {
    if (!isOn || lockAfterS <= 0) return undefined;
    let timer = setTimeout(() => newest.current(), lockAfterS * 1000);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(() => newest.current(), lockAfterS * 1000);
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, touched, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, touched, { capture: true });
    };
  }, [isOn, lockAfterS]);
}
