/** Ends a timer that has not gone off yet; harmless afterwards. */
export type CancelTimer = () => void;

/** Every delay of the till goes through here, so that a test or a simulation can own time. */
export type Timers = {
  readonly after: (delayMs: number, run: () => void) => CancelTimer;
  /** Milliseconds that only grow, whatever happens to the wall clock. */
  readonly monotonicMs: () => number;
};
