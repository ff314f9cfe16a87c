import type { Id } from '#shared/base/ids.ts';
import type { JournalRow } from './facts/fact-tables.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** A line of the till's journal: who did what, to which thing, with the whole payload. */
export function journalRow(context: ApplyContext, incoming: Incoming, subjectId: Id | null): JournalRow {
  const { change } = incoming;
  return {
    id: change.id,
    ...factPlace(context, incoming),
    type: change.type,
    actor_id: change.actorId,
    subject_id: subjectId,
    details: JSON.stringify(change.payload),
  };
}
