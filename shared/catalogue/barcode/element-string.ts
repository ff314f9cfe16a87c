import { aiAtStart, aiForm, fitsAi } from './ai-form.ts';

/** FNC1 as scanners send it between elements. */
export const GS = '\u001D';

/** One identifier and its value. */
export type Gs1Element = { readonly ai: string; readonly value: string };

/** A label holds no more; beyond it the text is no label. */
const ELEMENT_STRING_MAX = 512;

/**
 * Reads the elements of a GS1-128, DataBar, DataMatrix or QR symbol, as they come after its identifier; null where any part
 * of them isn't right: half a label is never sold.
 */
export function readElementString(text: string): readonly Gs1Element[] | null {
  if (text.length === 0 || text.length > ELEMENT_STRING_MAX) return null;
  const elements: Gs1Element[] = [];
  let rest = text;
  while (rest !== '') {
    const ai = aiAtStart(rest);
    if (ai === undefined) return null;
    rest = rest.slice(ai.length);
    const end = valueEnd(rest, aiForm(ai)?.fixedLength ?? null);
    const value = rest.slice(0, end);
    if (!fitsAi(ai, value)) return null;
    elements.push({ ai, value });
    rest = rest.slice(end);
    if (rest.startsWith(GS)) rest = rest.slice(1);
  }
  return elements;
}

function valueEnd(rest: string, fixedLength: number | null): number {
  if (fixedLength !== null) return Math.min(fixedLength, rest.length);
  const separator = rest.indexOf(GS);
  return separator === -1 ? rest.length : separator;
}

/** Reads what people print under a symbol, `(01)…(10)…`; a bracket inside a value is written `\(`. */
export function readBracketed(text: string): readonly Gs1Element[] | null {
  if (text.length > ELEMENT_STRING_MAX || !text.startsWith('(')) return null;
  const elements: Gs1Element[] = [];
  for (const part of text.slice(1).split(/(?<!\\)\(/)) {
    const close = part.indexOf(')');
    if (close === -1) return null;
    const ai = part.slice(0, close);
    const value = part.slice(close + 1).replaceAll(String.raw`\(`, '(');
    if (!fitsAi(ai, value)) return null;
    elements.push({ ai, value });
  }
  return elements;
}
