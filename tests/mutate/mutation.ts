/** One place of a mutation: a text that stands exactly once in its file, and what stands there instead. */
export type Edit = { readonly file: string; readonly text: string; readonly instead: string };

/** One safety line of ours, taken away, and the tests that must turn red for it. */
export type Mutation = {
  /** What is missing then, in a few words. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Test files, as vitest takes them. */
  readonly tests: readonly string[];
};

/** A mutation of one place. */
export function mutation(name: string, edit: Edit, tests: readonly string[]): Mutation {
  return { name, edits: [edit], tests };
}

/** How often the text of an edit stands in a file's text; a mutation holds only where it is once. */
export function timesFound(source: string, { text }: Edit): number {
  return source.split(text).length - 1;
}
