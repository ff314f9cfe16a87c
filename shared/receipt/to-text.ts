import type { ReceiptBlock, ReceiptDocument } from './receipt-document.ts';
import { textWidth, wrapText } from './text-width.ts';

/** 80 mm paper holds 48 columns, 58 mm paper 32. */
export type ReceiptColumns = 48 | 32;

type BlockOf<Kind extends ReceiptBlock['kind']> = Extract<ReceiptBlock, { kind: Kind }>;

/** The tax letter and a space before it stand right of the amounts. */
const LETTER_COLUMNS = 2;

function pad(text: string, columns: number): string {
  return `${text}${' '.repeat(Math.max(0, columns - textWidth(text)))}`;
}

function padStart(text: string, columns: number): string {
  return `${' '.repeat(Math.max(0, columns - textWidth(text)))}${text}`;
}

function centre(text: string, columns: number): string {
  return `${' '.repeat(Math.max(0, Math.floor((columns - textWidth(text)) / 2)))}${text}`;
}

/** Left and right end on one line; a long left end goes on above, so that the amounts stay in their column. */
function rowLines(block: BlockOf<'row'>, columns: number): string[] {
  const indent = block.indent ? '  ' : '';
  const amountEnd = columns - LETTER_COLUMNS;
  const room = amountEnd - textWidth(block.right) - 1 - indent.length;
  if (room < 4) return [...wrapText(block.left, amountEnd), padStart(block.right, amountEnd)];
  const lefts = wrapText(block.left, room);
  return lefts.map((text, place) => {
    if (place < lefts.length - 1) return `${indent}${text}`;
    const ends = `${pad(`${indent}${text}`, amountEnd - textWidth(block.right))}${block.right}`;
    return block.letter === '' ? ends : `${ends} ${block.letter}`;
  });
}

function taxLines({ heads, rows }: BlockOf<'tax_table'>, columns: number): string[] {
  const table = [
    [heads.rate, heads.before, heads.tax, heads.withTax],
    ...rows.map((tax) => [`${tax.letter.padEnd(2)} ${tax.rate}`, tax.before, tax.tax, tax.withTax]),
  ];
  const width = (column: number): number => Math.max(...table.map((cells) => textWidth(cells[column] ?? '')));
  const amounts = [width(1), width(2), width(3)];
  const first = columns - LETTER_COLUMNS - amounts.reduce((sum, each) => sum + each + 1, 0);
  if (first >= width(0)) {
    return table.map(
      ([head = '', ...cells]) =>
        `${pad(head, first)}${cells.map((cell, place) => ` ${padStart(cell, amounts[place] ?? 0)}`).join('')}`,
    );
  }
  // Narrow paper: each rate on two lines.
  return table.flatMap(([head = '', ...cells]) => [head, padStart(cells.join(' '), columns - LETTER_COLUMNS)]);
}

function bandLine(text: string, columns: number): string {
  const fill = Math.max(1, Math.floor((columns - textWidth(text) - 2) / 2));
  return `${'#'.repeat(fill)} ${text} ${'#'.repeat(fill)}`;
}

/** The lines of one block in print of even width; a printer that prints a block twice as wide asks for half the columns. */
export function blockLines(block: ReceiptBlock, columns: number): string[] {
  switch (block.kind) {
    case 'logo':
      return [];
    case 'text': {
      const lines = wrapText(block.text, columns);
      return block.align === 'center' ? lines.map((line) => centre(line, columns)) : lines;
    }
    case 'band':
      return [bandLine(block.text, columns)];
    case 'row':
      return rowLines(block, columns);
    case 'rule':
      return ['-'.repeat(columns)];
    case 'tax_table':
      return taxLines(block, columns);
    case 'qr':
      // What stands behind # is for tills.
      return [`[QR ${block.text.replace(/#.*$/, '')}]`, ...block.caption].flatMap((text) => wrapText(text, columns));
    case 'barcode':
      return (columns >= 48 ? [`[${block.digits}]`, block.caption] : [block.caption]).map((text) =>
        centre(text, columns),
      );
  }
}

/** A receipt as plain text in print of even width: for the virtual printer, the support bundle and e-mail without pictures. */
export function receiptToText(document: ReceiptDocument, columns: ReceiptColumns): string {
  return document.blocks
    .flatMap((block) => blockLines(block, columns))
    .map((line) => `${line.replaceAll(/[\u00a0\u202f]/g, ' ').trimEnd()}\n`)
    .join('');
}
