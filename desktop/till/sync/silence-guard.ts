import type { CancelTimer, Timers } from '../ports/timers.ts';

export type SilenceGuard = {
  /** Ends what is in flight: by the owner's will, or after too long a silence. */
  readonly signal: AbortSignal;
  /** A byte moved: the silence starts anew. */
  readonly heard: () => void;
  /** What was guarded has ended; nothing of the guard is left behind. */
  readonly end: () => void;
};

/** Ends a request or a stream after so long without a byte, however long it takes in all. */
export function silenceGuard(timers: Timers, silenceMs: number, owner: AbortSignal): SilenceGuard {
  const cutOff = new AbortController();
  const cut = (): void => cutOff.abort();
  let cancel: CancelTimer = () => undefined;
  let isOver = false;
  const heard = (): void => {
    cancel();
    if (!isOver) cancel = timers.after(silenceMs, cut);
  };
  if (owner.aborted) cut();
  else owner.addEventListener('abort', cut, { once: true });
  heard();
  return {
    signal: cutOff.signal,
    heard,
    end: () => {
      isOver = true;
      cancel();
      owner.removeEventListener('abort', cut);
    },
  };
}
