import { Bug, assert } from '#shared/base/assert.ts';
import { type Raster, blacken, blankRaster } from '../drawing/raster.ts';
import type { PrinterState } from './printer-state.ts';

const RASTER_PART = 112;
const COLUMN_PART = 113;
const PRINT_PARTS = new Set([2, 50]);
/** Where a line of text is as high as a strip of ESC *, the strips touch. */
const STRIP_DOTS = 24;

/** GS v 0: rows of dots, printed at once. */
export function readRaster(printer: PrinterState): void {
  assert(printer.next() === 0x30, 'GS v is followed by 0');
  const mode = printer.next() & 3;
  const rowBytes = printer.word();
  const heightDots = printer.word();
  const raster = { widthDots: rowBytes * 8, heightDots, bits: printer.take(rowBytes * heightDots).slice() };
  printer.printRaster(times(raster, mode & 1 ? 2 : 1, mode & 2 ? 2 : 1));
}

/** ESC *: a strip of 8 or 24 dots, column by column. */
export function readColumnPicture(printer: PrinterState): void {
  const mode = printer.next();
  const columns = printer.word();
  const rows = mode >= 32 ? 24 : 8;
  const strip = fromColumns(printer.take((columns * rows) / 8), columns, rows);
  const isNarrow = mode === 0 || mode === 32;
  printer.printRaster(times(strip, isNarrow ? 2 : 1, STRIP_DOTS / rows));
}

/** GS *: a picture of columns that waits for GS /. */
export function readKeptPicture(printer: PrinterState): void {
  const [eightsAcross = 0, eightsDown = 0] = printer.take(2);
  const columns = eightsAcross * 8;
  printer.held.picture = fromColumns(printer.take(columns * eightsDown), columns, eightsDown * 8);
}

/** GS ( L: a picture is sent, and printed by a second command. */
export function readGraphics(printer: PrinterState, bytes: Uint8Array): void {
  const [, part = 0, , across = 1, down = 1, , widthLow = 0, widthHigh = 0, heightLow = 0, heightHigh = 0] = bytes;
  if (PRINT_PARTS.has(part)) {
    if (printer.held.picture !== null) printer.printRaster(printer.held.picture);
    printer.held.picture = null;
    return;
  }
  if (part !== RASTER_PART && part !== COLUMN_PART) return;
  const widthDots = widthLow + widthHigh * 0x100;
  const heightDots = heightLow + heightHigh * 0x100;
  const dots = bytes.slice(10);
  const picture =
    part === RASTER_PART ? { widthDots, heightDots, bits: dots } : fromColumns(dots, widthDots, heightDots);
  printer.held.picture = times(picture, across, down);
}

/** GS 8 L: the same with a length of four bytes. */
export function readLargeGraphics(printer: PrinterState): void {
  const length = printer.word() + printer.word() * 0x10000;
  readGraphics(printer, printer.take(length));
}

function fromColumns(bytes: Uint8Array, columns: number, rows: number): Raster {
  const raster = blankRaster(columns, rows);
  const columnBytes = Math.ceil(rows / 8);
  for (let x = 0; x < columns; x += 1)
    for (let y = 0; y < rows; y += 1)
      if (((bytes[x * columnBytes + (y >> 3)] ?? 0) & (0x80 >> (y & 7))) !== 0) blacken(raster, x, y);
  return raster;
}

function times(raster: Raster, across: number, down: number): Raster {
  if (across === 1 && down === 1) return raster;
  if (across < 1 || down < 1) throw new Bug('a picture is at least as large as it is');
  const large = blankRaster(raster.widthDots * across, raster.heightDots * down);
  const rowBytes = Math.ceil(raster.widthDots / 8);
  for (let y = 0; y < large.heightDots; y += 1) {
    const row = Math.floor(y / down) * rowBytes;
    for (let x = 0; x < large.widthDots; x += 1) {
      const from = Math.floor(x / across);
      if (((raster.bits[row + (from >> 3)] ?? 0) & (0x80 >> (from & 7))) !== 0) blacken(large, x, y);
    }
  }
  return large;
}
