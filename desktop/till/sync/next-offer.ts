import type { Id } from '#shared/base/ids.ts';
import { OFFERED_KINDS, RECORD_KINDS } from '#shared/changes/record-kinds.ts';
import type { OfferedRecord } from '#shared/changes/record-offered.v1.ts';
import { foldRanks } from '#shared/sync/shared-rank.ts';
import type { Reader } from '../store/till-tables.ts';
import { loggedEdits } from './note-known.ts';
import { type OfferedKind, type OffersWork, knownAs } from './offers-state.ts';
import { readBase } from './read-base.ts';

/** A change with so much in it takes the till's disk for a few milliseconds, and a line of a village for some seconds. */
const RECORDS_AT_ONCE = 200;
const CHARACTERS_AT_ONCE = 96 * 1024;

/** What is offered next, and from where to look on; nothing and null where the tables are through. */
export type NextOffer = { readonly records: readonly OfferedRecord[]; readonly at: OffersWork['at'] | null };

/** The next records of the till that the office is not known to have: as many as one change takes, and one part of a table at most. */
export function nextOffer(reader: Reader, tillId: Id, at: OffersWork['at']): NextOffer {
  const kind = OFFERED_KINDS[at.kind];
  if (kind === undefined) return { records: [], at: null };
  const isLogged = loggedEdits(reader, tillId);
  const records: OfferedRecord[] = [];
  let characters = 0;
  const part = reader.feed.partOfKind(kind, { afterId: at.afterId, knownAs: knownAs(kind) });
  if (part.length === 0) return { records, at: { kind: at.kind + 1, afterId: '' } };
  let afterId = at.afterId;
  for (const { id, isKnown } of part) {
    if (records.length >= RECORDS_AT_ONCE || characters >= CHARACTERS_AT_ONCE) break;
    afterId = id;
    const offered = isKnown ? null : offeredRecord(reader, { kind, id }, isLogged);
    if (offered === null) continue;
    records.push(offered);
    characters += JSON.stringify(offered).length;
  }
  return { records, at: { kind: at.kind, afterId } };
}

/** A record as the office gave it once, without the own edits that are in the log; null where nothing of it is left. */
function offeredRecord(
  reader: Reader,
  { kind, id }: { readonly kind: OfferedKind; readonly id: Id },
  isLogged: ReturnType<typeof loggedEdits>,
): OfferedRecord | null {
  const record = readBase(reader, kind, id) ?? reader.records.get(kind, id);
  if (record === null) return null;
  const names = Object.keys(RECORD_KINDS[kind].shape).filter((field) => !isLogged(record.ranks[field] ?? ''));
  if (names.length === 0) return null;
  const ranks = Object.fromEntries(Object.entries(record.ranks).filter(([, rank]) => rank !== '' && !isLogged(rank)));
  return {
    kind,
    id,
    isDeleted: record.isDeleted,
    fields: Object.fromEntries(names.map((field) => [field, record.fields[field] ?? null])),
    ranks: foldRanks(ranks, names),
  };
}
