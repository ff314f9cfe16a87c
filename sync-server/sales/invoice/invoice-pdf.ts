import PDFDocument from 'pdfkit';
import type { InvoiceText, TextPair, TextTable } from '#shared/receipt/invoice-text.ts';
import type { InvoiceWords } from '#shared/receipt/invoice-words.ts';
import { fontOf } from '#server/platform/documents/pdf-fonts.ts';

const MARGIN = 48;
const BOTTOM = 56;
const TEXT_SIZE = 9;
const SMALL_SIZE = 7.5;
const ROW_GAP = 5;
const GREY = '#666666';
const BLACK = '#1c1c1c';

type Pdf = PDFKit.PDFDocument;
type Page = { readonly pdf: Pdf; readonly left: number; readonly width: number };

/**
 * An invoice as a PDF of A4 pages. Rows are drawn one by one: the library's own tables cost seconds for a long sale.
 *
 * @param at when it was made, for the file's own date
 */
export function invoicePdf(
  text: InvoiceText,
  words: InvoiceWords,
  of: { readonly number: string; readonly at: Date },
): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    font: fontOf('', 'regular'),
    info: { Title: `${text.title} ${of.number}`, CreationDate: of.at, ModDate: of.at },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((fulfil, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => fulfil(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  drawInvoice({ pdf, left: MARGIN, width: pdf.page.width - 2 * MARGIN }, text, words);
  numberPages(pdf, words);
  pdf.end();
  return done;
}

function drawInvoice(page: Page, text: InvoiceText, words: InvoiceWords): void {
  const { pdf } = page;
  drawHead(page, text);
  const top = pdf.y + 14;
  const half = page.width / 2 - 12;
  if (text.buyer.length > 0) {
    heading({ ...page, width: half }, words.billTo, top);
    paragraphs({ ...page, width: half }, text.buyer);
  }
  const below = pdf.y;
  pdf.y = top;
  drawPairs({ ...page, left: page.left + page.width - half, width: half }, text.facts);
  pdf.y = Math.max(pdf.y, below) + 18;
  drawTable(page, text.lines, { shares: [0.4, 0.13, 0.15, 0.12, 0.05, 0.15], details: text.lines.details });
  pdf.y += 10;
  drawPairs({ ...page, left: page.left + page.width - 240, width: 240 }, text.totals);
  if (text.taxes.rows.length > 0) {
    pdf.y += 14;
    drawTable(page, text.taxes, { shares: [0.43, 0.19, 0.19, 0.19], details: [] });
  }
  for (const [head, rows] of [
    [words.payments, text.payments],
    [words.refunds, text.refunds],
  ] as const) {
    if (rows.length === 0) continue;
    heading(page, head, roomFor(page, 40) + 14);
    drawPairs(page, rows);
  }
  pdf.y += 18;
  roomFor(page, 30);
  paragraphs(page, text.notes);
}

function drawHead(page: Page, text: InvoiceText): void {
  const { pdf, left, width } = page;
  pdf
    .font(fontOf(text.title, 'bold'))
    .fontSize(20)
    .fillColor(BLACK)
    .text(text.title, left, MARGIN, { width: width / 2 });
  if (text.marks.length > 0)
    pdf
      .font(fontOf(text.marks.join(''), 'bold'))
      .fontSize(TEXT_SIZE)
      .text(text.marks.join('  ·  '), { width: width / 2 });
  const below = pdf.y;
  const [name = '', ...rest] = text.seller;
  const at = { width: width / 2 - 12, align: 'right' } as const;
  pdf
    .font(fontOf(name, 'bold'))
    .fontSize(11)
    .text(shaped(name), left + width / 2 + 12, MARGIN, at);
  pdf.fontSize(TEXT_SIZE);
  for (const line of rest) pdf.font(fontOf(line, 'regular')).text(shaped(line), at);
  pdf.y = Math.max(pdf.y, below);
}

function heading({ pdf, left, width }: Page, text: string, y: number): void {
  pdf.font(fontOf(text, 'bold')).fontSize(SMALL_SIZE).fillColor(GREY).text(text.toUpperCase(), left, y, { width });
  pdf.fontSize(TEXT_SIZE).fillColor(BLACK);
  pdf.y += 2;
}

function paragraphs({ pdf, left, width }: Page, lines: readonly string[]): void {
  pdf.fontSize(TEXT_SIZE).fillColor(BLACK);
  for (const line of lines) pdf.font(fontOf(line, 'regular')).text(shaped(line), left, pdf.y, { width });
}

/** Begins a new page where so much does not fit any more, and says where to go on. */
function roomFor({ pdf }: Page, height: number): number {
  if (pdf.y + height > pdf.page.height - BOTTOM) {
    pdf.addPage();
    pdf.y = MARGIN;
  }
  return pdf.y;
}

function drawPairs(page: Page, rows: readonly TextPair[]): void {
  const { pdf, left, width } = page;
  for (const { left: name, right, isStrong } of rows) {
    const weight = isStrong ? 'bold' : 'regular';
    const [nameFont, amountFont] = [fontOf(name, weight), fontOf(right, weight)];
    pdf
      .font(amountFont)
      .fontSize(isStrong ? TEXT_SIZE + 1 : TEXT_SIZE)
      .fillColor(BLACK);
    const amountWidth = Math.min(width * 0.6, pdf.widthOfString(right) + 1);
    const nameWidth = width - amountWidth - 8;
    const height = Math.max(
      pdf.heightOfString(right, { width: amountWidth }),
      pdf.font(nameFont).heightOfString(name, { width: nameWidth }),
    );
    const y = roomFor(page, height + ROW_GAP);
    pdf.text(shaped(name), left, y, { width: nameWidth });
    pdf.font(amountFont).text(right, left + width - amountWidth, y, { width: amountWidth, align: 'right' });
    pdf.y = y + height + ROW_GAP;
  }
}

const WORDS_FROM_THE_RIGHT = /(?<=[\p{Script=Arabic}\p{Script=Hebrew}]) (?=[\p{Script=Arabic}\p{Script=Hebrew}])/gu;

/** The library sets word after word from the left; words that run from the right are one word to it, and come out in order. */
function shaped(text: string): string {
  return text.replaceAll(WORDS_FROM_THE_RIGHT, '\u00A0');
}

type TableLook = { readonly shares: readonly number[]; readonly details: readonly (readonly string[])[] };

function drawTable(page: Page, table: TextTable, look: TableLook): void {
  drawRow(page, table.heads, { ...look, isHead: true, more: [] });
  for (const [place, cells] of table.rows.entries()) {
    const more = look.details[place] ?? [];
    if (page.pdf.y + rowHeight(page, cells, { ...look, isHead: false, more }) > page.pdf.page.height - BOTTOM) {
      page.pdf.addPage();
      page.pdf.y = MARGIN;
      drawRow(page, table.heads, { ...look, isHead: true, more: [] });
    }
    drawRow(page, cells, { ...look, isHead: false, more });
  }
}

type RowLook = TableLook & { readonly isHead: boolean; readonly more: readonly string[] };

function rowHeight({ pdf, width }: Page, cells: readonly string[], look: RowLook): number {
  pdf.fontSize(look.isHead ? SMALL_SIZE : TEXT_SIZE);
  const weight = look.isHead ? 'bold' : 'regular';
  const heights = cells.map((cell, column) =>
    pdf.font(fontOf(cell, weight)).heightOfString(cell, { width: cellWidth(look, column, width) }),
  );
  pdf.fontSize(SMALL_SIZE);
  const more = look.more.map((line) =>
    pdf.font(fontOf(line, 'regular')).heightOfString(line, { width: cellWidth(look, 0, width) }),
  );
  return Math.max((heights[0] ?? 0) + more.reduce((sum, height) => sum + height, 0), ...heights) + 2 * ROW_GAP;
}

const CELL_GAP = 6;

function cellWidth(look: TableLook, column: number, width: number): number {
  return Math.max(1, (look.shares[column] ?? 0) * width - CELL_GAP);
}

function drawRow(page: Page, cells: readonly string[], look: RowLook): void {
  const { pdf, left, width } = page;
  const height = rowHeight(page, cells, look);
  const y = pdf.y;
  let x = left;
  for (const [column, cell] of cells.entries()) {
    pdf
      .font(fontOf(cell, look.isHead ? 'bold' : 'regular'))
      .fontSize(look.isHead ? SMALL_SIZE : TEXT_SIZE)
      .fillColor(look.isHead ? GREY : BLACK);
    const isFirst = column === 0;
    pdf.text(shaped(cell), isFirst ? x : x + CELL_GAP, y + ROW_GAP, {
      width: cellWidth(look, column, width),
      align: isFirst ? 'left' : 'right',
    });
    if (isFirst) {
      pdf.fontSize(SMALL_SIZE).fillColor(GREY);
      for (const line of look.more)
        pdf.font(fontOf(line, 'regular')).text(shaped(line), x, pdf.y, { width: cellWidth(look, 0, width) });
    }
    x += (look.shares[column] ?? 0) * width;
  }
  pdf
    .moveTo(left, y + height)
    .lineTo(left + width, y + height)
    .lineWidth(look.isHead ? 1 : 0.4)
    .strokeColor(look.isHead ? BLACK : '#cccccc')
    .stroke();
  pdf.y = y + height;
}

function numberPages(pdf: Pdf, words: InvoiceWords): void {
  const { count } = pdf.bufferedPageRange();
  if (count < 2) return;
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    // Below the margin a text would begin a page of its own.
    pdf.page.margins.bottom = 0;
    const text = words.page(page + 1, count);
    pdf.font(fontOf(text, 'regular')).fontSize(SMALL_SIZE).fillColor(GREY);
    pdf.text(text, MARGIN, pdf.page.height - 36, {
      width: pdf.page.width - 2 * MARGIN,
      align: 'center',
      lineBreak: false,
    });
  }
}
