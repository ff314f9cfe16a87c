import { CsvError, parse } from 'csv-parse';
import { streamXlsxRows } from 'hucre/xlsx';
import { z } from 'zod';
import { BadInput } from '../http/bad-input.ts';
import { decodeText } from './decode-text.ts';
import { unpackedBytes } from './unpacked-bytes.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const CELL_LENGTH_MAX = 32_767;
const UNPACKED_BYTES_MAX = 200 * 1024 * 1024;
const ZIP_BEGINNING = [0x50, 0x4b, 0x03, 0x04];
/** What a writer puts in front of a text that a program of sheets would run. */
const NEUTRALISED = /^'(?=[=+\-@\t\r＝＋－＠])/;

/** A row of a table as it came: where it stands in the file, and its cells as texts. */
export interface TableRow {
  /** From 1, as an editor or a sheet counts them. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads a file of rows, CSV or XLSX, told by its bytes. @throws {BadInput} in words where it is neither, or broken */
export async function* readTable(bytes: Uint8Array): AsyncGenerator<TableRow> {
  const isZip = ZIP_BEGINNING.every((byte, place) => bytes[place] === byte);
  for await (const row of isZip ? readXlsx(bytes) : readCsv(bytes)) {
    const cells = row.cells.map((cell) => cell.trim().replace(NEUTRALISED, ''));
    if (cells.some((cell) => cell !== '')) yield { line: row.line, cells };
  }
}

async function* readXlsx(bytes: Uint8Array): AsyncGenerator<TableRow> {
  if (unpackedBytes(bytes) > UNPACKED_BYTES_MAX) throw unreadable('The sheet is too large. Send it in parts.');
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet: 0 })) {
      yield { line: index + 1, cells: values.map(textOf) };
    }
  } catch (cause) {
    if (cause instanceof BadInput) throw cause;
    throw unreadable('The sheet can’t be read. Save it again as XLSX or CSV.');
  }
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

async function* readCsv(bytes: Uint8Array): AsyncGenerator<TableRow> {
  const text = decodeText(bytes);
  if (text.includes('\u0000')) throw unreadable('This is no table. Send a CSV or XLSX file.');
  const parser = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: CELL_LENGTH_MAX * 10,
  });
  try {
    for await (const came of parser) {
      const { record, info } = parsedOf(came);
      yield { line: info.lines, cells: record };
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause['lines'] === 'number' ? ` in line ${cause['lines']}` : '';
    throw unreadable(
      `The file can’t be read as CSV${line}: a quotation mark is not where it should be, or a line is endless.`,
    );
  }
}

const parsedSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

function parsedOf(came: unknown): z.infer<typeof parsedSchema> {
  return parsedSchema.parse(came);
}

/** The sign that stands most often in the first line, outside of quotation marks. */
function delimiterOf(text: string): string {
  const heading = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((sign) => ({ sign, count: heading.split(sign).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ',';
}

function unreadable(message: string): BadInput {
  return new BadInput([{ field: 'file', message }]);
}
