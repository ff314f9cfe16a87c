const PPM = 1_000_000;

/** How much a figure grew, in millionths of what it was; null where there was nothing to grow from. */
export function changePpm(now: number, before: number): number | null {
  return before === 0 ? null : Math.round(((now - before) / Math.abs(before)) * PPM);
}

/** A part of a whole in millionths; 0 of nothing. */
export function sharePpm(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * PPM);
}
