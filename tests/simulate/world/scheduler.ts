import type { CancelTimer } from '#till/ports/timers.ts';
import { quiet } from './quiet.ts';

/** The one owner of time: every timer, packet and step of a plan is an event here, and one runs at a time to its end. */
export type Scheduler = {
  /** Virtual milliseconds since the world began; they only grow. */
  readonly nowMs: () => number;
  readonly after: (delayMs: number, run: () => void) => CancelTimer;
  /** Runs everything that falls due until then, in order, each until nothing moves any more. */
  readonly runUntil: (untilMs: number) => Promise<void>;
  /** Lets what is under way come to its end without time passing. */
  readonly settle: () => Promise<void>;
  /** Something is under way that is not over when nothing moves, such as a request inside the server. */
  readonly during: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly eventsRun: () => number;
};

type Event = { readonly atMs: number; readonly order: number; readonly run: () => void };

export function createScheduler(): Scheduler {
  const events: Event[] = [];
  let nowMs = 0;
  let order = 0;
  let underWay = 0;
  let eventsRun = 0;

  const place = (event: Event): number => {
    let [low, high] = [0, events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const known = events[middle];
      if (known !== undefined && (known.atMs < event.atMs || (known.atMs === event.atMs && known.order < event.order)))
        low = middle + 1;
      else high = middle;
    }
    return low;
  };
  /** Takes what is due now, also where something under way waits for just that. */
  const runDue = (): boolean => {
    const [first] = events;
    if (first === undefined || first.atMs > nowMs) return false;
    events.shift();
    eventsRun += 1;
    first.run();
    return true;
  };
  const settle = async (): Promise<void> => {
    do await quiet(() => underWay > 0, runDue);
    while (runDue());
  };
  return {
    nowMs: () => nowMs,
    after: (delayMs, run) => {
      order += 1;
      const event = { atMs: nowMs + Math.max(0, Math.ceil(delayMs)), order, run };
      events.splice(place(event), 0, event);
      return () => {
        const at = events.indexOf(event);
        if (at >= 0) events.splice(at, 1);
      };
    },
    runUntil: async (untilMs) => {
      await settle();
      for (let [first] = events; first !== undefined && first.atMs <= untilMs; [first] = events) {
        nowMs = Math.max(nowMs, first.atMs);
        runDue();
        await settle();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
    settle,
    during: async (work) => {
      underWay += 1;
      try {
        return await work;
      } finally {
        underWay -= 1;
      }
    },
    eventsRun: () => eventsRun,
  };
}
