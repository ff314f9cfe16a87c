const STEPS = [1, 2, 2.5, 5, 10];
const LINES = 3;

/** Where a chart's axis has its lines, from 0 up, and how high it goes: round steps that people read at a glance. */
export function axisFor(largest: number): { readonly ticks: readonly number[]; readonly top: number } {
  if (largest <= 0) return { ticks: [0], top: 1 };
  const rough = largest / LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough * 0.95) ?? 10) * power;
  const count = Math.floor((largest * 1.02) / step);
  return { ticks: Array.from({ length: count + 1 }, (_, index) => index * step), top: largest * 1.06 };
}
