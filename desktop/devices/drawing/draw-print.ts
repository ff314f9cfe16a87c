import { textWidth } from '#shared/receipt/text-width.ts';
import type { ReceiptColumns } from '#shared/receipt/to-text.ts';
import type { PrintAlign, PrintRun, PrinterStep } from '../escpos/printer-step.ts';
import type { Pen } from './pen.ts';
import { type Raster, blacken } from './raster.ts';
import { barsRaster, symbolRaster } from './symbol-raster.ts';

const CELL_DOTS = 12;
/** Where the paper was cut. */
const CUT_DOTS = 36;
const HEIGHT_MAX_DOTS = 60_000;

type Piece = { readonly raster: Raster; readonly left: number; readonly top: number };

/**
 * What a printer put on paper, as a picture of the paper: for tests, and for a shop without a printer. Small print (font B)
 * is drawn as large as font A, and no line under words: no receipt of ours has either.
 *
 * @returns dots as they lie on the paper; what would be longer than seven metres ends there
 */
export async function drawPrint(
  steps: readonly PrinterStep[],
  columns: ReceiptColumns,
  draw: Pen['line'],
): Promise<Raster> {
  const widthDots = columns * CELL_DOTS;
  const pieces: Piece[] = [];
  const cells = new Cells(draw);
  let top = 0;
  for (const step of steps) {
    if (top > HEIGHT_MAX_DOTS) break;
    top += await lay(step, { pieces, cells, widthDots, top });
  }
  const bits = new Uint8Array((widthDots / 8) * top);
  const paper = { widthDots, heightDots: top, bits };
  for (const piece of pieces) put(piece, paper);
  return paper;
}

type Sheet = {
  readonly pieces: Piece[];
  readonly cells: Cells;
  readonly widthDots: number;
  readonly top: number;
};

/** Lays one step down, and tells how far the paper moved. */
async function lay(step: PrinterStep, sheet: Sheet): Promise<number> {
  switch (step.kind) {
    case 'line': {
      const height = await layLine(step.runs, step, sheet);
      return Math.max(height, step.spacingDots);
    }
    case 'raster':
      return layRaster(step.raster, step.align, step.marginDots, sheet);
    case 'barcode': {
      const raster = barsRaster(step);
      return raster === null ? 0 : layRaster(raster, step.align, 0, sheet);
    }
    case 'symbol': {
      const raster = symbolRaster(step);
      return raster === null ? 0 : layRaster(raster, step.align, 0, sheet);
    }
    case 'feed':
      return step.dots;
    case 'cut':
      return CUT_DOTS;
    case 'drawer':
      return 0;
  }
}

function layRaster(raster: Raster, align: PrintAlign, marginDots: number, sheet: Sheet): number {
  sheet.pieces.push({ raster, left: marginDots + leftOf(raster.widthDots, align, sheet.widthDots), top: sheet.top });
  return raster.heightDots;
}

async function layLine(
  runs: readonly PrintRun[],
  { align, marginDots }: { readonly align: PrintAlign; readonly marginDots: number },
  { pieces, cells, widthDots, top }: Sheet,
): Promise<number> {
  const width = runs.reduce((sum, run) => sum + textWidth(run.text) * run.across * CELL_DOTS, 0);
  const height = runs.reduce((most, run) => Math.max(most, run.down), 1) * (await cells.heightDots());
  let left = marginDots + leftOf(width, align, widthDots);
  for (const run of runs)
    for (const sign of run.text) {
      const raster = await cells.of(sign, run);
      // Signs of different size stand on one line.
      pieces.push({ raster, left, top: top + height - raster.heightDots });
      left += raster.widthDots;
    }
  return height;
}

function leftOf(width: number, align: PrintAlign, paper: number): number {
  if (align === 'left') return 0;
  return Math.max(0, Math.floor((paper - width) / (align === 'center' ? 2 : 1)));
}

function put({ raster, left, top }: Piece, paper: Raster): void {
  const rowBytes = Math.ceil(raster.widthDots / 8);
  for (const [place, byte] of raster.bits.entries()) {
    // Most of paper is white.
    if (byte === 0) continue;
    const x = (place % rowBytes) * 8;
    const y = Math.floor(place / rowBytes);
    for (let bit = 0; bit < 8; bit += 1) if ((byte & (0x80 >> bit)) !== 0) blacken(paper, left + x + bit, top + y);
  }
}

/** Each sign is drawn once: a receipt has few different ones. */
class Cells {
  readonly #draw: Pen['line'];
  readonly #kept = new Map<string, Raster>();

  constructor(draw: Pen['line']) {
    this.#draw = draw;
  }

  async heightDots(): Promise<number> {
    const { heightDots } = await this.of(' ', { bold: false, inverted: false, across: 1, down: 1 });
    return heightDots;
  }

  async of(sign: string, style: Pick<PrintRun, 'bold' | 'inverted' | 'across' | 'down'>): Promise<Raster> {
    const { bold, inverted, across, down } = style;
    const key = `${sign} ${bold ? 'b' : ''}${inverted ? 'i' : ''}${across}x${down}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const columns = Math.max(1, textWidth(sign));
    const drawn = await this.#draw({ text: sign === '\t' ? ' ' : sign, columns, bold, inverted, across, down });
    this.#kept.set(key, drawn);
    return drawn;
  }
}
