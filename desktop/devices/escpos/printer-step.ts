import type { Raster } from '../drawing/raster.ts';

/** How the signs of a run stand on paper. `across` and `down` say how many times as large as its font they are, 1 to 8. */
export type PrintStyle = {
  readonly bold: boolean;
  readonly underlined: boolean;
  readonly inverted: boolean;
  readonly across: number;
  readonly down: number;
  readonly isSmall: boolean;
};

export type PrintAlign = 'left' | 'center' | 'right';

export type PrintRun = PrintStyle & { readonly text: string };

/** The bar codes of GS k, by what is usually printed on their package. */
export type BarSymbology =
  | 'upc_a'
  | 'upc_e'
  | 'ean_13'
  | 'ean_8'
  | 'code_39'
  | 'itf'
  | 'codabar'
  | 'code_93'
  | 'code_128'
  | 'gs1_databar';

/** What a printer does on paper, as it was told in ESC/POS. */
export type PrinterStep =
  | {
      readonly kind: 'line';
      readonly text: string;
      readonly runs: readonly PrintRun[];
      readonly align: PrintAlign;
      /** How far the paper moves at least. */
      readonly spacingDots: number;
      readonly marginDots: number;
    }
  | { readonly kind: 'raster'; readonly raster: Raster; readonly align: PrintAlign; readonly marginDots: number }
  | {
      readonly kind: 'barcode';
      readonly symbology: BarSymbology;
      readonly data: string;
      readonly moduleDots: number;
      readonly heightDots: number;
      readonly hasDigits: boolean;
      readonly align: PrintAlign;
    }
  | {
      readonly kind: 'symbol';
      readonly symbology: 'qr' | 'pdf417' | 'other';
      readonly text: string;
      readonly moduleDots: number;
      readonly align: PrintAlign;
    }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'drawer'; readonly pin: number };
