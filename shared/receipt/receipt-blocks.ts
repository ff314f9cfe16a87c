import type { ReceiptBlock, ReceiptSize } from './receipt-document.ts';

export type TextStyle = { readonly size?: ReceiptSize; readonly bold?: boolean };

const TEXT_MAX = 600;
const RIGHT_MAX = 300;

/** Longer text is cut where it may be: names and headers are bounded long before, this only keeps the document valid. */
function cut(text: string, max: number): string {
  const short = text.slice(0, max);
  return short.isWellFormed() ? short : short.slice(0, -1);
}

export const RULE: ReceiptBlock = { kind: 'rule' };

export function centred(text: string, style: TextStyle = {}): ReceiptBlock {
  return {
    kind: 'text',
    text: cut(text, TEXT_MAX),
    align: 'center',
    size: style.size ?? 'normal',
    bold: style.bold ?? false,
  };
}

/** Each line of a longer text, in the middle; empty lines are left out, paper costs money. */
export function centredLines(text: string): ReceiptBlock[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => centred(line));
}

export function left(text: string, style: TextStyle = {}): ReceiptBlock {
  return {
    kind: 'text',
    text: cut(text, TEXT_MAX),
    align: 'left',
    size: style.size ?? 'normal',
    bold: style.bold ?? false,
  };
}

export function row(
  leftText: string,
  right: string,
  style: TextStyle & { letter?: string; indent?: boolean } = {},
): ReceiptBlock {
  return {
    kind: 'row',
    left: cut(leftText, TEXT_MAX),
    right: cut(right, RIGHT_MAX),
    letter: (style.letter ?? '').slice(0, 8),
    size: style.size ?? 'normal',
    bold: style.bold ?? false,
    indent: style.indent ?? false,
  };
}
