/** The letters after these: A, B … Z, AA, AB … Longer is later. */
export function nextSeries(series: string): string {
  const letters = Array.from(series);
  for (let index = letters.length - 1; index >= 0; index -= 1) {
    const letter = letters[index] ?? 'A';
    if (letter !== 'Z') {
      letters[index] = String.fromCharCode(letter.charCodeAt(0) + 1);
      return letters.join('');
    }
    letters[index] = 'A';
  }
  return `A${letters.join('')}`;
}

/** Whether the one series of letters comes after the other. */
export function isLaterSeries(series: string, than: string): boolean {
  return series.length === than.length ? series > than : series.length > than.length;
}

/** A receipt's number: `STORE-TILL-SERIES-000123`. */
export function receiptNumber(parts: {
  readonly storeCode: string;
  readonly tillCode: string;
  readonly series: string;
  readonly counter: number;
}): string {
  return `${parts.storeCode}-${parts.tillCode}-${parts.series}-${String(parts.counter).padStart(6, '0')}`;
}

/** Series and counter of a receipt's number, or null for anything else. */
export function readReceiptNumber(text: string): { readonly series: string; readonly counter: number } | null {
  const parts = /^[A-Z0-9]+-[A-Z0-9]+-([A-Z]{1,4})-(\d{6,})$/.exec(text);
  return parts === null ? null : { series: parts[1] ?? '', counter: Number(parts[2]) };
}
