/** How quickly pages come into the tables of this disk. */
export type ApplyPace = {
  readonly took: (rows: number, tookMs: number) => void;
  /** How many rows go into one transaction of so long, never fewer than a hundred; without end before any page was large enough to tell. */
  readonly rowsWithin: (withinMs: number) => number;
};

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
    rowsWithin: (withinMs) => {
      const quickest = Math.min(...msPerRow);
      if (quickest === 0 || !Number.isFinite(quickest)) return Number.MAX_SAFE_INTEGER;
      return Math.max(ROWS_MIN, Math.floor(withinMs / quickest));
    },
  };
}
