import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTable } from './read-table.ts';
import type { Cell, Table } from './table.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
async function read(bytes: Uint8Array): Promise<{ line: number; cells: readonly string[] }[]> {
  const rows: { line: number; cells: readonly string[] }[] = [];
  for await (const row of readTable(bytes)) rows.push(row);
  return rows;
}
const encoded = (text: string, encoding: 'utf8' | 'utf16le' | 'latin1'): Buffer => Buffer.from(text, encoding);

test.each([
  ['UTF-8', encoded('Name,Price\nGarrí,5\n', 'utf8')],
  ['UTF-8 with a mark and semicolons', encoded('\uFEFFName;Price\r\nGarrí;5\r\n', 'utf8')],
  ['UTF-16', encoded('\uFEFFName\tPrice\nGarrí\t5\n', 'utf16le')],
  ['Windows', encoded('Name;Price\r\nGarrí;5', 'latin1')],
  ['quoted', encoded('"Name","Price"\n\n"Garrí"," 5 "\n', 'utf8')],
])('a table in %s is read', async (_, bytes) => {
  expect((await read(bytes)).map(({ cells }) => cells)).toEqual([
    ['Name', 'Price'],
    ['Garrí', '5'],
  ]);
});

test('lines are those of an editor, also after a cell of several lines', async () => {
  const rows = await read(encoded('a,b\n"one\ntwo",x\n\nlast,y\n', 'utf8'));
  expect(rows.map(({ line }) => line)).toEqual([1, 3, 5]);
});

test.each([
  ['a quotation mark that never ends', encoded('a,b\n"one,x\n', 'utf8')],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])],
  ['half a sheet', Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3])],
])('%s is refused in words', async (_, bytes) => {
  await expect(read(bytes)).rejects.toMatchObject({ fields: [{ field: 'file' }] });
});

test('a sheet that would unpack to more than is taken is refused before it is unpacked', async () => {
  const sheet = await bytesOf(writeXlsx({ name: 'x', columns: ['a'], rows: [['b']] }));
  const entry = sheet.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  sheet.writeUInt32LE(1_000_000_000, entry + 24);
  await expect(read(sheet)).rejects.toMatchObject({ fields: [{ message: /too large/ }] });
});

const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((one) => one.replaceAll(/[^\P{C}]/gu, '').trim());
const cell: fc.Arbitrary<Cell> = fc.oneof(
  text.filter((one) => !one.startsWith("'")),
  fc.record({ units: fc.integer({ min: -1_000_000, max: 1_000_000 }), decimals: fc.constantFrom(0, 2) }),
);

test('what is written is read back as it was, and no cell of a CSV begins as a formula', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (cells) => {
      const table: Table = { name: 'T', columns: ['=one', '@two'], rows: cells };
      const csv = await bytesOf(writeCsv(table));
      for (const line of csv.toString().split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=+@]/);
      const fromCsv = (await read(csv)).map((row) => row.cells);
      const fromXlsx = (await read(await bytesOf(writeXlsx(table)))).map((row) => row.cells);
      expect(fromCsv[0]).toEqual(['=one', '@two']);
      const texts = (rows: readonly (readonly string[])[]) =>
        rows.map((row) => row.filter((one) => !/^-?\d/.test(one)));
      expect(texts(fromXlsx.map((row) => [row[0] ?? '', row[1] ?? '']))).toEqual(texts(fromCsv));
    }),
    { numRuns: 50 },
  );
});
