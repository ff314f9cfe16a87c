import type { z } from 'zod';

export type KeptDraft<Draft> = {
  readonly draft: () => Draft;
  readonly change: (edit: (draft: Draft) => Draft) => void;
  readonly subscribe: (listen: () => void) => () => void;
};

/**
 * What was collected on a page of this till and is not saved yet, by the till's name. It lies in the window's own storage,
 * above every page: going back to the sale, locking, another person and a restart leave it as it is.
 */
export function keptDrafts<Draft>(
  name: string,
  schema: z.ZodType<Draft>,
  empty: Draft,
): (tillName: string) => KeptDraft<Draft> {
  const known = new Map<string, KeptDraft<Draft>>();
  return (tillName) => {
    const kept = known.get(tillName) ?? openDraft(`${name} ${tillName}`, schema, empty);
    known.set(tillName, kept);
    return kept;
  };
}

function openDraft<Draft>(key: string, schema: z.ZodType<Draft>, empty: Draft): KeptDraft<Draft> {
  let draft = readDraft(localStorage.getItem(key), schema) ?? empty;
  const listeners = new Set<() => void>();
  return {
    draft: () => draft,
    change: (edit) => {
      draft = edit(draft);
      try {
        localStorage.setItem(key, JSON.stringify(draft));
      } catch {
        // A full storage keeps no more; the lines stay on the screen.
      }
      for (const listen of listeners) listen();
    },
    subscribe: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

/** What an earlier program kept in another form is begun anew. */
function readDraft<Draft>(text: string | null, schema: z.ZodType<Draft>): Draft | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
