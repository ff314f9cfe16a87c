/** How quickly pages come into the tables of this disk. */
export type ApplyPace = {
  readonly took: (rows: number, tookMs: number) => void;
  /** How many rows go into one transaction of so long, never fewer than a hundred; `unknown` before any page was large enough to tell. */
  readonly rowsWithin: (withinMs: number, unknown: number) => number;
};

/**
 * How long one transaction of the feed may keep the disk: a sale waits no longer for it. Before a till can sell for the first
 * time nobody waits but who looks at how far it is, and a transaction costs as much as thousands of rows.
 */
export const APPLY_MS_MAX = { beforeSelling: 1000, selling: 100 } as const;
export type Phase = keyof typeof APPLY_MS_MAX;

/** Part of that time is left for the rows that are longer than those before. */
export const AIM = 0.8;

/** Fewer rows say more about what else the machine did than about its disk. */
const TELLING_ROWS = 20;
/** With fewer rows a page it is the way to the office that takes the time, and a busy machine would never catch up. */
const ROWS_MIN = 100;
const PAGES_KEPT = 5;

/** Judges by the quickest of the last pages: a machine that stood still for a moment has no slow disk. */
export function createApplyPace(): ApplyPace {
  const msPerRow: number[] = [];
  return {
    took: (rows, tookMs) => {
      if (rows < TELLING_ROWS) return;
      msPerRow.push(tookMs / rows);
      if (msPerRow.length > PAGES_KEPT) msPerRow.shift();
    },
    rowsWithin: (withinMs, unknown) => {
      if (msPerRow.length === 0) return unknown;
      return Math.max(ROWS_MIN, Math.floor(withinMs / Math.min(...msPerRow)));
    },
  };
}
