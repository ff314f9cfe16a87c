/** One value of a column on its way into PostgreSQL. */
export type Cell = string | number | boolean | null;

const SPECIAL = /["\\]/;
const EVERY_SPECIAL = /["\\]/g;

function quoted(text: string): string {
  return SPECIAL.test(text) ? `"${text.replace(EVERY_SPECIAL, '\\$&')}"` : `"${text}"`;
}

/** Writes a column of values as PostgreSQL reads an array: one parameter carries a whole column of a batch. */
export function arrayLiteral(cells: readonly Cell[]): string {
  let literal = '{';
  let isFirst = true;
  for (const cell of cells) {
    if (isFirst) isFirst = false;
    else literal += ',';
    literal += cell === null ? 'NULL' : typeof cell === 'string' ? quoted(cell) : String(cell);
  }
  return `${literal}}`;
}

/** JSON holds no control character, so one of them parts its texts: a megabyte of bodies needs no escape on either side. */
const BETWEEN_TEXTS = '\u001E';

/** JSON texts as one parameter, which `textsOf` takes apart; null as the empty text, which is no JSON. */
export function joinTexts(texts: readonly Cell[]): string {
  return texts.map((text) => text ?? '').join(BETWEEN_TEXTS);
}

/** SQL for the texts of a parameter that `joinTexts` made. */
export const textsOf = (parameter: string): string => `string_to_array(${parameter}::text, chr(30), '')`;
