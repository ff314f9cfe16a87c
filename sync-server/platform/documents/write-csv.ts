import { stringify } from 'csv-stringify/sync';
import { type Cell, type Table, decimalText } from './table.ts';

const ROWS_A_CHUNK = 500;
/** Programs of sheets read a file without it as of another alphabet. */
const BYTE_ORDER_MARK = '\uFEFF';
/** What such a program would run as a formula. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** The bytes of a table as CSV: UTF-8, commas, a heading. */
export async function* writeCsv({ columns, rows }: Table): AsyncGenerator<Uint8Array> {
  let waiting: string[][] = [columns.map(safe)];
  let before = BYTE_ORDER_MARK;
  for await (const row of rows) {
    waiting.push(row.map(textOf));
    if (waiting.length < ROWS_A_CHUNK) continue;
    yield Buffer.from(before + stringify(waiting, { record_delimiter: 'windows' }));
    before = '';
    waiting = [];
  }
  if (waiting.length > 0) yield Buffer.from(before + stringify(waiting, { record_delimiter: 'windows' }));
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'string' ? safe(cell) : decimalText(cell);
}

function safe(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
