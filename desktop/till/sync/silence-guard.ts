import type { CancelTimer, Timers } from '../ports/timers.ts';

export type SilenceGuard = {
  /** Ends what is in flight: by the owner's will, or after too long a silence. */
  readonly signal: AbortSignal;
  /** A byte moved: the silence starts anew. */
  readonly heard: () => void;
  readonly end: () => void;
};

/** Ends a request or a stream after so long without a byte, however long it takes in all. */
export function silenceGuard(timers: Timers, silenceMs: number, owner: AbortSignal): SilenceGuard {
  const silence = new AbortController();
  let cancel: CancelTimer = () => undefined;
  let isOver = false;
  const heard = (): void => {
    cancel();
    if (!isOver) cancel = timers.after(silenceMs, () => silence.abort());
  };
  heard();
  return {
    signal: AbortSignal.any([silence.signal, owner]),
    heard,
    end: () => {
      isOver = true;
      cancel();
    },
  };
}
