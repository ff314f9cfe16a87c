import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import PdfDocument from 'pdfkit';
import { type FontWeight, fontOf } from './pdf-fonts.ts';
import { type Cell, type NumberLook, type Table, decimalText } from './table.ts';

const PAGE = { size: 'A4', layout: 'landscape', margin: 36 } as const;
const SIZE = 8;
const ROW_HEIGHT = 14;
const TITLE_SIZE = 15;
/** A text takes so many parts of the width, a number one. */
const TEXT_PARTS = 2;

/** Tells the parts of a table's drawing where they are. */
type Drawing = {
  readonly pdf: PDFKit.PDFDocument;
  readonly columns: readonly { readonly look: NumberLook | null; readonly width: number }[];
};

/** The bytes of a table as a PDF, page by page as its rows come; the headings stand on each page. */
export async function* writePdf(table: Table): AsyncGenerator<Uint8Array> {
  const pdf = new PdfDocument({ ...PAGE, info: { Title: table.name }, autoFirstPage: false });
  const out = new PassThrough();
  pdf.pipe(out);
  draw(pdf, table, out).then(
    () => pdf.end(),
    (cause: unknown) => out.destroy(cause instanceof Error ? cause : new Error('the table could not be drawn')),
  );
  for await (const chunk of out) if (chunk instanceof Uint8Array) yield chunk;
}

async function draw(pdf: PDFKit.PDFDocument, table: Table, out: PassThrough): Promise<void> {
  pdf.addPage(PAGE);
  const drawing: Drawing = { pdf, columns: columnsOf(pdf, table) };
  pdf
    .font(fontOf(table.name, 'bold', 'narrow'))
    .fontSize(TITLE_SIZE)
    .text(table.name);
  pdf.fontSize(SIZE);
  for (const note of table.notes ?? []) pdf.font(fontOf(note, 'regular', 'narrow')).text(note);
  pdf.moveDown();
  drawHeadings(drawing, table.columns);
  for await (const row of table.rows) {
    if (pdf.y + ROW_HEIGHT > pdf.page.height - PAGE.margin) {
      pdf.addPage(PAGE);
      drawHeadings(drawing, table.columns);
      // A page is handed on in a turn of its own: rows that are all there would let nobody else work.
      await setImmediate();
    }
    drawRow(drawing, row, 'regular');
    // Whoever reads the file may be slower than the rows come, or gone.
    if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')]);
    if (out.destroyed) return;
  }
}

function columnsOf(pdf: PDFKit.PDFDocument, { columns, looks }: Table): Drawing['columns'] {
  const inner = pdf.page.width - 2 * PAGE.margin;
  const found = columns.map((_, index) => looks?.[index] ?? null);
  const parts = found.reduce((sum, look) => sum + partsOf(look), 0);
  return found.map((look) => ({ look, width: (inner * partsOf(look)) / parts }));
}

function partsOf(look: NumberLook | null): number {
  return look === null ? TEXT_PARTS : 1;
}

function drawHeadings(drawing: Drawing, headings: readonly string[]): void {
  drawRow(drawing, headings, 'bold');
  const { pdf } = drawing;
  pdf
    .moveTo(PAGE.margin, pdf.y - 2)
    .lineTo(pdf.page.width - PAGE.margin, pdf.y - 2)
    .lineWidth(0.5)
    .stroke();
}

function drawRow({ pdf, columns }: Drawing, row: readonly Cell[], weight: FontWeight): void {
  const top = pdf.y;
  pdf.fontSize(SIZE);
  let left: number = PAGE.margin;
  for (const [index, { look, width }] of columns.entries()) {
    const text = textOf(row[index] ?? null, look);
    pdf.font(fontOf(text, weight, 'narrow')).text(text, left, top, {
      width: width - 4,
      height: ROW_HEIGHT,
      ellipsis: true,
      lineBreak: false,
      align: look === null ? 'left' : 'right',
    });
    left += width;
  }
  pdf.x = PAGE.margin;
  pdf.y = top + ROW_HEIGHT;
}

function textOf(cell: Cell, look: NumberLook | null): string {
  if (cell === null || typeof cell === 'string') return cell ?? '';
  const text = decimalText(cell);
  return look?.keepsZeros === false && cell.decimals > 0 ? text.replace(/\.?0+$/, '') : text;
}
