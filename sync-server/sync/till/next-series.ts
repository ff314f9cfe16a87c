/** Compares receipt series as they are given out: A to Z, then AA. */
export function compareSeries(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The series after all of these; A where there is none yet. */
export function nextSeries(seen: readonly string[]): string {
  const last = seen.toSorted(compareSeries).at(-1);
  if (last === undefined) return 'A';
  const letters = last.split('');
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    const letter = letters[at] ?? 'A';
    if (letter !== 'Z') {
      letters[at] = String.fromCharCode(letter.charCodeAt(0) + 1);
      return letters.join('');
    }
    letters[at] = 'A';
  }
  return `A${letters.join('')}`;
}
