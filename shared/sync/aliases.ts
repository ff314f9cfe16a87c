import { type Outcome, accept } from '#shared/base/outcome.ts';
import type { Id } from '#shared/base/ids.ts';
import { z } from 'zod';
import type { Change } from '#shared/changes/change-body.ts';
import { type ParseRefusal, parseChange } from '#shared/changes/parse-change.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { SERVER_ONLY_KINDS } from '#shared/changes/record-kinds.ts';

/** What the ids of a till that was alone became in the business that it joined. */
export type Aliases = ReadonlyMap<Id, Id>;

export const NO_ALIASES: Aliases = new Map();

const QUOTED_ID = /"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/g;

/** A JSON text with the business's ids in the place of the till's old ones; every other sign stays. */
export function throughAliases(text: string, aliases: Aliases): string {
  if (aliases.size === 0) return text;
  return text.replaceAll(QUOTED_ID, (found, id: string) => {
    const now = aliases.get(id);
    return now === undefined ? found : `"${now}"`;
  });
}

/** A change of epoch 0 as its business reads it; `isOfAlone` where it was written before the till joined another's business. */
export type AloneChange = { readonly change: Change; readonly isOfAlone: boolean };

const NOT_BROUGHT: ReadonlySet<string> = new Set(SERVER_ONLY_KINDS);

/**
 * Reads a body of epoch 0 through the aliases. Its edits of what was matched with the business's own, and of rights and
 * settings, are left out: these are the business's alone.
 */
export function readAloneChange(body: string, aliases: Aliases): Outcome<AloneChange, ParseRefusal> {
  const read = parseChange(throughAliases(body, aliases));
  if (!read.ok) return read;
  const written = writtenSchema.parse(JSON.parse(body));
  const ids = written.payload.records?.map(({ id }) => id) ?? [];
  const isOfAlone = aliases.has(written.businessId);
  return accept({ change: withoutMatched(read.value, (at) => aliases.has(ids[at] ?? '')), isOfAlone });
}

/** What the aliases have not been laid over yet. */
const writtenSchema = z.object({
  businessId: z.string(),
  payload: z.looseObject({ records: z.array(z.looseObject({ id: z.string() })).optional() }),
});

function withoutMatched(change: Change, isMatched: (at: number) => boolean): Change {
  if (change.type !== 'record.changed' && change.type !== 'product.changed' && change.type !== 'customer.changed')
    return change;
  const records: RecordEdit[] = change.payload.records.filter(
    (edit, at) => !NOT_BROUGHT.has(edit.kind) && !isMatched(at),
  );
  return { ...change, payload: { records } };
}
