import bwip from 'bwip-js/node';
import type { BarSymbology, PrinterStep } from '../escpos/printer-step.ts';
import { type Raster, blacken, blankRaster } from './raster.ts';

const BARS: Readonly<Record<BarSymbology, string>> = {
  upc_a: 'upca',
  upc_e: 'upce',
  ean_13: 'ean13',
  ean_8: 'ean8',
  code_39: 'code39',
  itf: 'interleaved2of5',
  codabar: 'rationalizedCodabar',
  code_93: 'code93',
  code_128: 'code128',
  gs1_databar: 'databaromni',
};

/** The bars as a printer lays them; null for what is no such code, which a printer leaves out too. */
export function barsRaster(step: Extract<PrinterStep, { kind: 'barcode' }>): Raster | null {
  const [code] = encoded(BARS[step.symbology], step.data);
  if (code === undefined || !('sbs' in code)) return null;
  const widths = Array.from(code.sbs, (width) => width * step.moduleDots);
  const raster = blankRaster(
    widths.reduce((sum, width) => sum + width, 0),
    step.heightDots,
  );
  let left = 0;
  for (const [place, width] of widths.entries()) {
    if (place % 2 === 0) fill(raster, left, 0, { width, height: step.heightDots });
    left += width;
  }
  return raster;
}

/** A QR code or PDF417, each module so many dots. */
export function symbolRaster(step: Extract<PrinterStep, { kind: 'symbol' }>): Raster | null {
  if (step.symbology === 'other') return null;
  const [code] = encoded(step.symbology === 'qr' ? 'qrcode' : 'pdf417', step.text);
  if (code === undefined || !('pixs' in code)) return null;
  const { pixs, pixx, pixy } = code;
  const size = step.moduleDots;
  const raster = blankRaster(pixx * size, pixy * size);
  for (const [place, isSet] of Array.from(pixs).entries())
    if (isSet === 1)
      fill(raster, (place % pixx) * size, Math.floor(place / pixx) * size, { width: size, height: size });
  return raster;
}

/** Widths of bars and gaps in turn, or the modules of a square, row by row; nothing for what can't be such a code. */
function encoded(bcid: string, text: string) {
  try {
    return bwip.raw({ bcid, text });
  } catch {
    return [];
  }
}

function fill(raster: Raster, left: number, top: number, size: { width: number; height: number }): void {
  for (let y = top; y < top + size.height; y += 1)
    for (let x = left; x < left + size.width; x += 1) blacken(raster, x, y);
}
