import { quantityMilliOf, quantityText, type TypedQuantity } from './typed-quantity.ts';

/** Lines that are collected one after the other, one of which is chosen. */
export type Collected = {
  readonly lines: readonly (TypedQuantity & { readonly id: string })[];
  readonly chosenId: string | null;
};
type LineOf<Draft extends Collected> = Draft['lines'][number];

export function changeLine<Draft extends Collected>(draft: Draft, id: string, edit: Partial<LineOf<Draft>>): Draft {
  return { ...draft, lines: draft.lines.map((line) => (line.id === id ? { ...line, ...edit } : line)) };
}

/** One more or one less of a line; never below nothing. */
export function stepLine<Draft extends Collected>(draft: Draft, id: string, byMilli: number): Draft {
  const lines = draft.lines.map((line) => {
    if (line.id !== id) return line;
    const quantityMilli = Math.max(0, (quantityMilliOf(line) ?? 0) + byMilli);
    return { ...line, quantity: quantityText(quantityMilli, line.unit) };
  });
  return { ...draft, lines };
}

/** Takes a line out; the one that stood after it is chosen, else the last. */
export function removeLine<Draft extends Collected>(draft: Draft, id: string): Draft {
  const at = draft.lines.findIndex((line) => line.id === id);
  const lines = draft.lines.filter((line) => line.id !== id);
  return { ...draft, lines, chosenId: (lines[at] ?? lines.at(-1))?.id ?? null };
}

/** Gives a removed line its place again, whatever was scanned since. */
export function putBack<Draft extends Collected>(draft: Draft, line: LineOf<Draft>, at: number): Draft {
  return { ...draft, lines: draft.lines.toSpliced(at, 0, line), chosenId: line.id };
}

/** The line that stands `move` lines from the chosen one, as far as there are lines. */
export function lineFromChosen<Draft extends Collected>(draft: Draft, move: number): LineOf<Draft> | undefined {
  const from = draft.lines.findIndex(({ id }) => id === draft.chosenId);
  return draft.lines[Math.min(draft.lines.length - 1, Math.max(0, from + move))];
}
