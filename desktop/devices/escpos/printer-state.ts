import { must } from '#shared/base/assert.ts';
import type { PrintAlign, PrintRun, PrintStyle, PrinterStep } from './printer-step.ts';
import { type TextTable, textTable } from './text-tables.ts';
import type { Raster } from '../drawing/raster.ts';

/** A line of font A and the room below it. */
export const SPACING_DOTS = 30;

/** What holds for whatever is printed next, as ESC @ leaves it. */
export type Held = {
  style: PrintStyle;
  align: PrintAlign;
  spacingDots: number;
  marginDots: number;
  table: TextTable;
  bars: { moduleDots: number; heightDots: number; hasDigits: boolean };
  symbol: { text: string; qrDots: number; pdfDots: number };
  /** A picture that waits to be printed by name: sent by GS ( L or GS *. */
  picture: Raster | null;
};

const PLAIN: PrintStyle = { bold: false, underlined: false, inverted: false, across: 1, down: 1, isSmall: false };

export function freshlyHeld(): Held {
  return {
    style: PLAIN,
    align: 'left',
    spacingDots: SPACING_DOTS,
    marginDots: 0,
    table: textTable(0),
    bars: { moduleDots: 3, heightDots: 162, hasDigits: false },
    symbol: { text: '', qrDots: 3, pdfDots: 3 },
    picture: null,
  };
}

/** A printer with the bytes it was sent: how far it has read, what holds now, and what got on paper. */
export class PrinterState {
  held = freshlyHeld();
  readonly steps: PrinterStep[] = [];
  readonly #bytes: Uint8Array;
  #at = 0;
  #runs: PrintRun[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** How far it has read, for messages. */
  place(): number {
    return this.#at;
  }

  next(): number {
    const byte = must(this.#bytes[this.#at], 'the bytes end within a command');
    this.#at += 1;
    return byte;
  }

  take(count: number): Uint8Array {
    must(this.#bytes[this.#at + count - 1] ?? (count === 0 ? 0 : null), 'the bytes end within a command');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** Up to a byte of nothing, which ends what has no length. */
  takeToNull(): Uint8Array {
    const end = this.#bytes.indexOf(0, this.#at);
    must(end < 0 ? null : end, 'the bytes end within a command');
    const taken = this.take(end - this.#at);
    this.#at += 1;
    return taken;
  }

  /** Low byte first, as all numbers of ESC/POS. */
  word(): number {
    return this.next() + this.next() * 0x100;
  }

  set(style: Partial<PrintStyle>): void {
    this.held.style = { ...this.held.style, ...style };
  }

  write(text: string): void {
    const last = this.#runs.at(-1);
    if (last !== undefined && sameStyle(last, this.held.style))
      this.#runs[this.#runs.length - 1] = { ...last, text: last.text + text };
    else this.#runs.push({ ...this.held.style, text });
  }

  hasUnprinted(): boolean {
    return this.#runs.length > 0;
  }

  printLine(): void {
    const { align, spacingDots, marginDots } = this.held;
    const runs = this.#runs;
    this.steps.push({ kind: 'line', text: runs.map((run) => run.text).join(''), runs, align, spacingDots, marginDots });
    this.#runs = [];
  }

  printRaster(raster: Raster): void {
    const { align, marginDots } = this.held;
    this.steps.push({ kind: 'raster', raster, align, marginDots });
  }
}

/** What one command does. */
export type Command = (printer: PrinterState) => void;

function sameStyle(one: PrintStyle, other: PrintStyle): boolean {
  return (
    one.bold === other.bold &&
    one.underlined === other.underlined &&
    one.inverted === other.inverted &&
    one.across === other.across &&
    one.down === other.down &&
    one.isSmall === other.isSmall
  );
}
