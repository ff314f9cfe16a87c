/** The measures of a chart in px. */
export type ChartSize = {
  readonly height: number;
  readonly left: number;
  readonly right: number;
  /** Where 0 lies. */
  readonly base: number;
  /** Where the words under the bars stand. */
  readonly words: number;
  /** How much of its place a bar fills. */
  readonly barShare: number;
};

const HEADROOM_PX = 4;

export type ChartScale = {
  readonly size: ChartSize;
  readonly barWidth: number;
  readonly place: number;
  readonly middle: (index: number) => number;
  readonly y: (amount: number) => number;
};

/** From hours and amounts to px. */
export function chartScale(
  size: ChartSize,
  { width, count, top }: { readonly width: number; readonly count: number; readonly top: number },
): ChartScale {
  const place = (width - size.left - size.right) / Math.max(1, count);
  const perAmount = (size.base - HEADROOM_PX) / top;
  return {
    size,
    place,
    barWidth: Math.min(place * size.barShare, 56),
    middle: (index) => round(size.left + place * (index + 0.5)),
    y: (amount) => round(size.base - amount * perAmount),
  };
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
