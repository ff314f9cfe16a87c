import { writeXlsxStream } from 'hucre/xlsx';
import { type Cell, type NumberLook, type Table, decimalText } from './table.ts';

const NUMBER_WIDTH = 16;
const TEXT_WIDTH = 24;

/** The bytes of a table as a sheet for Excel and its like: numbers as numbers, texts as texts, whatever they begin with. */
export async function* writeXlsx({ name, columns, looks, rows }: Table): AsyncGenerator<Uint8Array> {
  const lines = async function* () {
    yield [...columns];
    for await (const row of rows) yield row.map(valueOf);
  };
  yield* writeXlsxStream(lines(), {
    name,
    freezePane: { rows: 1 },
    ...(looks === undefined ? {} : { columns: looks.map(columnOf) }),
  });
}

/** A sheet holds numbers as binary fractions; written from an exact text they show its digits. */
function valueOf(cell: Cell): string | number | null {
  return cell === null || typeof cell === 'string' ? cell : Number(decimalText(cell));
}

function columnOf(look: NumberLook | null): { width: number; numFmt?: string } {
  if (look === null) return { width: TEXT_WIDTH };
  const decimals = (look.keepsZeros ? '0' : '#').repeat(look.decimals);
  return { width: NUMBER_WIDTH, numFmt: decimals === '' ? '#,##0' : `#,##0.${decimals}` };
}
