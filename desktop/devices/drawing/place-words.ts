import { textWidth } from '#shared/receipt/text-width.ts';

/** Words of a laid out line that are drawn in one go, with the columns that they were given. */
export type PlacedWords = {
  readonly text: string;
  readonly startColumn: number;
  readonly columns: number;
  readonly isRightToLeft: boolean;
};

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * Takes a line of even print apart again, so that each word is drawn where its columns begin, however wide the font is.
 *
 * Words that are read from right to left stay together, with what stands between them: their order is turned in drawing.
 */
export function placeWords(line: string): PlacedWords[] {
  const placed: PlacedWords[] = [];
  let column = 0;
  for (const [stretch] of line.matchAll(/ {2,}|[^ ]+(?: [^ ]+)*| /g)) {
    if (stretch.trim() === '') column += stretch.length;
    else
      for (const group of groupsOf(stretch.split(' '))) {
        const text = group.join(' ');
        const columns = textWidth(text);
        placed.push({ text, startColumn: column, columns, isRightToLeft: RIGHT_TO_LEFT.test(text) });
        column += columns + 1;
      }
    if (stretch.trim() !== '') column -= 1;
  }
  return placed;
}

/** From the first word that is read from right to left to the last one; the others alone. */
function groupsOf(words: readonly string[]): string[][] {
  const first = words.findIndex((word) => RIGHT_TO_LEFT.test(word));
  const last = words.findLastIndex((word) => RIGHT_TO_LEFT.test(word));
  if (first < 0) return words.map((word) => [word]);
  return [
    ...words.slice(0, first).map((word) => [word]),
    words.slice(first, last + 1),
    ...words.slice(last + 1).map((word) => [word]),
  ];
}
