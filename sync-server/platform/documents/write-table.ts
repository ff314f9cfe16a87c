import type { MEDIA_TYPES, Table } from './table.ts';
import { writeCsv } from './write-csv.ts';
import { writePdf } from './write-pdf.ts';
import { writeXlsx } from './write-xlsx.ts';

export type TableFormat = keyof typeof MEDIA_TYPES;

const WRITERS: Readonly<Record<TableFormat, (table: Table) => AsyncGenerator<Uint8Array>>> = {
  csv: writeCsv,
  xlsx: writeXlsx,
  pdf: writePdf,
};

/** The bytes of a table in a format, as they are made. */
export function writeTable(format: TableFormat, table: Table): AsyncGenerator<Uint8Array> {
  return WRITERS[format](table);
}
