const STEPS = [1, 2, 2.5, 5];
const LINES_MIN = 3;
/** A line may stand a little above the largest amount. */
const OVER = 1.02;
const HEADROOM = 1.06;

/** Where a chart's axis has its lines, from 0 up, and how high it goes: the widest round steps that give three lines. */
export function axisFor(largest: number): { readonly ticks: readonly number[]; readonly top: number } {
  if (largest <= 0) return { ticks: [0], top: 1 };
  const power = 10 ** Math.floor(Math.log10(largest / LINES_MIN));
  const widest = STEPS.toReversed().find((one) => (largest * OVER) / (one * power) >= LINES_MIN) ?? 1;
  const step = widest * power;
  const count = Math.floor((largest * OVER) / step);
  return { ticks: Array.from({ length: count + 1 }, (_, index) => index * step), top: largest * HEADROOM };
}
