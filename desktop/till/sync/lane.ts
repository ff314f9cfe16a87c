import type { CancelTimer, Timers } from '../ports/timers.ts';
import { type Random, backOffMs } from './back-off.ts';

/**
 * How a turn ended: there is more, nothing is left, it went well and has to begin again, it failed, or it waits until
 * somebody wakes it.
 */
export type LaneResult = 'more' | 'idle' | 'begin_again' | 'retry' | 'halt';

/** One thing that is done again and again, never twice at once, by timers and pokes alone. */
export type Lane = {
  /** There may be work: runs now, unless it waits out a failure. */
  readonly poke: () => void;
  /** The world changed (network back, new session): runs now, whatever failed before. */
  readonly wake: () => void;
  /** Ends it for good; what is in flight is cut off and its result is not used. */
  readonly stop: () => void;
  readonly failures: () => number;
};

export type LaneDeps = {
  readonly timers: Timers;
  readonly random: Random;
  /** How long it rests when nothing is left. */
  readonly everyMs: number;
  readonly run: (signal: AbortSignal) => Promise<LaneResult>;
  /** A turn that threw is a bug of ours: told, then tried again like a failure. */
  readonly onCrash: (cause: unknown) => void;
};

export function createLane(deps: LaneDeps): Lane {
  const stopped = new AbortController();
  let isRunning = false;
  let again: 'no' | 'poked' | 'woken' = 'no';
  let waits: 'rest' | 'back_off' | 'halt' = 'rest';
  let failures = 0;
  let cancel: CancelTimer = () => undefined;

  const start = (): void => {
    cancel();
    isRunning = true;
    again = 'no';
    void deps
      .run(stopped.signal)
      .catch((cause: unknown): LaneResult => {
        deps.onCrash(cause);
        return 'retry';
      })
      .then(settle);
  };
  const settle = (result: LaneResult): void => {
    isRunning = false;
    if (stopped.signal.aborted) return;
    const failed = result === 'retry' || result === 'begin_again';
    failures = result === 'retry' ? failures + 1 : 0;
    if (result === 'more' || again === 'woken' || (again === 'poked' && result === 'idle')) {
      start();
      return;
    }
    waits = failed ? 'back_off' : result === 'halt' ? 'halt' : 'rest';
    if (result === 'halt') return;
    cancel = deps.timers.after(failed ? backOffMs(failures, deps.random) : deps.everyMs, start);
  };
  return {
    poke: () => {
      if (stopped.signal.aborted) return;
      if (isRunning) again = again === 'no' ? 'poked' : again;
      else if (waits === 'rest') start();
    },
    wake: () => {
      if (stopped.signal.aborted) return;
      failures = 0;
      if (isRunning) again = 'woken';
      else start();
    },
    stop: () => {
      stopped.abort();
      cancel();
    },
    failures: () => failures,
  };
}
