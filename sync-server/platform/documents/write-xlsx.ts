import { writeXlsxStream } from 'hucre/xlsx';
import { type Cell, type Table, decimalText } from './table.ts';

/** The bytes of a table as a sheet for Excel and its like: numbers as numbers, texts as texts, whatever they begin with. */
export async function* writeXlsx({ name, columns, rows }: Table): AsyncGenerator<Uint8Array> {
  const lines = async function* () {
    yield [...columns];
    for await (const row of rows) yield row.map(valueOf);
  };
  yield* writeXlsxStream(lines(), { name, freezePane: { rows: 1 } });
}

/** A sheet holds numbers as binary fractions; written from an exact text they show its digits. */
function valueOf(cell: Cell): string | number | null {
  return cell === null || typeof cell === 'string' ? cell : Number(decimalText(cell));
}
