/** How much the next push or pull takes on: halved by each failure down to one, doubled by each success up to its limit. */
export type BatchSize = {
  readonly now: () => number;
  readonly good: () => void;
  /** What failed may have been less than was allowed: half of that is next. */
  readonly failed: (tried?: number) => void;
  /** A page took longer on this disk than it may: fewer rows, without the doubt of a failure. */
  readonly cap: (max: number) => void;
};

export function createBatchSize(limits: { readonly start: number; readonly max: number }): BatchSize {
  let { start: size, max } = limits;
  return {
    now: () => size,
    good: () => {
      size = Math.min(max, size * 2);
    },
    failed: (tried = size) => {
      size = Math.max(1, Math.floor(Math.min(size, tried) / 2));
    },
    cap: (lower) => {
      max = Math.max(1, Math.min(limits.max, lower));
      size = Math.min(size, max);
    },
  };
}
