import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import type { Cell, Table } from './table.ts';
import { writeTable } from './write-table.ts';

function rowAt(index: number): Cell[] {
  const money = { units: -125_005, decimals: 2 };
  return [index === 0 ? '=HYPERLINK("x")' : `Ọlá ₦ ${index}`, money, { units: 1500, decimals: 3 }, null];
}

const table = (rows: Table['rows']): Table => ({
  name: 'Sales by day',
  notes: ['1 to 3 June 2026, NGN'],
  columns: ['Name', 'Net', 'Units', 'Note'],
  looks: [null, { decimals: 2, keepsZeros: true }, { decimals: 3, keepsZeros: false }, null],
  rows,
});
const rowsTo = (count: number): Cell[][] => Array.from({ length: count }, (_, index) => rowAt(index));

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

test('a workbook’s numbers are numbers, in the look of their column', async () => {
  const book = await readXlsx(await bytesOf(writeTable('xlsx', table(rowsTo(2)))), { readStyles: true });
  const sheet = book.sheets[0];
  expect(sheet?.rows.slice(0, 3)).toEqual([
    ['Name', 'Net', 'Units', 'Note'],
    ['=HYPERLINK("x")', -1250.05, 1.5, null],
    ['Ọlá ₦ 1', -1250.05, 1.5, null],
  ]);
  expect(sheet?.cells?.get('1,1')?.style?.numFmt).toBe('#,##0.00');
});

test('a PDF has as many pages as it needs', async () => {
  const bytes = await bytesOf(writeTable('pdf', table(rowsTo(200))));
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.toString('latin1').match(/\/Type \/Page\n/g)?.length).toBe(6);
});

test('a table of no rows and no looks is a file all the same', async () => {
  for (const format of ['csv', 'xlsx', 'pdf'] as const)
    expect((await bytesOf(writeTable(format, { name: 'Empty', columns: ['A'], rows: [] }))).length).toBeGreaterThan(0);
});

test.each(['csv', 'xlsx', 'pdf'] as const)(
  'a %s stops being made when nobody reads it any more, and says when its rows fail',
  async (format) => {
    let made = 0;
    async function* many(): AsyncGenerator<Cell[]> {
      for (; made < 100_000; made += 1) yield rowAt(made);
    }
    const chunks = writeTable(format, table(many()));
    await chunks.next();
    await chunks.return(undefined);
    expect(made).toBeLessThan(20_000);

    async function* broken(): AsyncGenerator<Cell[]> {
      yield rowAt(0);
      await Promise.resolve();
      throw new Error('the database went away');
    }
    await expect(bytesOf(writeTable(format, table(broken())))).rejects.toThrow('the database went away');
  },
);

test('a PDF sets each text in a font that has its letters', async () => {
  const names = ['Ọlá ₦', 'दूध 500 ml', 'ወተት'];
  const rows = names.map((name): Cell[] => [name, null, null, null]);
  const pdf = (await bytesOf(writeTable('pdf', table(rows)))).toString('latin1');
  const fonts = new Set([...pdf.matchAll(/\/FontName \/[A-Z]+\+(\S+)/g)].map(([, name]) => name));
  expect(fonts).toEqual(
    new Set([
      'DejaVuSansCondensed',
      'DejaVuSansCondensed-Bold',
      'NotoSansDevanagari-Regular',
      'NotoSansEthiopic-Regular',
    ]),
  );
});
