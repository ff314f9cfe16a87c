/** How long something took, over many times, in milliseconds. */
export type Spread = {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
};

export function spreadOf(timesMs: readonly number[]): Spread {
  const sorted = timesMs.toSorted((left, right) => left - right);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
}

export const inMs = (value: number): string => (value < 10 ? value.toFixed(3) : value.toFixed(1));
