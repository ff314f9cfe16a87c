/** Dots on paper, row by row, eight to a byte with the left one highest, as GS v 0 of ESC/POS wants them. A set bit is black. */
export type Raster = { readonly widthDots: number; readonly heightDots: number; readonly bits: Uint8Array };

/** A white sheet. */
export function blankRaster(widthDots: number, heightDots: number): Raster {
  return { widthDots, heightDots, bits: new Uint8Array(Math.ceil(widthDots / 8) * heightDots) };
}

/** Whether a dot is black; what lies beside the sheet is white. */
export function isBlack({ widthDots, heightDots, bits }: Raster, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= widthDots || y >= heightDots) return false;
  return ((bits[y * Math.ceil(widthDots / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Blackens a dot; one beside the sheet is lost, as beside paper. */
export function blacken({ widthDots, heightDots, bits }: Raster, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= widthDots || y >= heightDots) return;
  const place = y * Math.ceil(widthDots / 8) + (x >> 3);
  bits[place] = (bits[place] ?? 0) | (0x80 >> (x & 7));
}
