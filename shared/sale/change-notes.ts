import { type Minor, minor } from '#shared/base/money.ts';

export type NotePieces = { readonly denominationMinor: Minor; readonly pieces: number };

export type ChangeNotes = {
  /** Largest first. */
  readonly notes: readonly NotePieces[];
  /** What no note or coin is small enough for. */
  readonly leftMinor: Minor;
};

/** How to give change in few notes: always the largest that still fits, which is how people count it out. */
export function changeNotes(changeMinor: Minor, denominations: readonly Minor[]): ChangeNotes {
  let left: number = Math.max(0, changeMinor);
  const notes: NotePieces[] = [];
  for (const denominationMinor of denominations.toSorted((a, b) => b - a)) {
    if (denominationMinor <= 0 || denominationMinor > left) continue;
    const pieces = Math.floor(left / denominationMinor);
    notes.push({ denominationMinor, pieces });
    left -= pieces * denominationMinor;
  }
  return { notes, leftMinor: minor(left) };
}
