import { z } from 'zod';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { OFFERED_KINDS, RECORD_KINDS } from '#shared/changes/record-kinds.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Rank, compareRank, tillOfRank } from '#shared/sync/rank.ts';
import { unfoldRanks } from '#shared/sync/shared-rank.ts';
import type { Reader, Writer } from '../store/till-tables.ts';
import { type OfferedKind, knownAs } from './offers-state.ts';
import { positionOfRank, tillMark } from './own-edits.ts';
import type { PulledPage } from './pulled-page.ts';
import { readBase } from './read-base.ts';

const kindSchema = z.enum(OFFERED_KINDS);
const ranksSchema = z.record(z.string(), z.string());
const rowSchema = z.object({ ranks: ranksSchema });

/**
 * Holds a page of the office against the till's own tables, which stay as they are, and notes which records say there all
 * that they say here. What is not noted in the end is offered.
 */
export function noteKnown(writer: Writer, page: Pick<PulledPage, 'changes'>, tillId: Id): void {
  const isLogged = loggedEdits(writer, tillId);
  for (const row of page.changes) {
    const kind = kindSchema.safeParse(row.entity);
    const office = row.op === 'put' ? rowSchema.safeParse(row.data) : null;
    if (!kind.success || office?.success !== true) continue;
    const here = ranksHere(writer, kind.data, { id: row.id, tillId });
    if (here !== null && !saysMore(kind.data, { here, office: office.data.ranks, isLogged }))
      writer.feed.see(knownAs(kind.data), row.id);
  }
}

/** The ranks of a record as the office gave it, under whatever own edits lie over it; null where it never was here. */
function ranksHere(
  writer: Writer,
  kind: OfferedKind,
  of: { readonly id: Id; readonly tillId: Id },
): Record<string, Rank> | null {
  const text = writer.feed.ranksText(kind, of.id);
  if (text === null) return null;
  const base = text.includes(tillMark(of.tillId)) ? readBase(writer, kind, of.id) : null;
  return base === null ? ranksSchema.parse(JSON.parse(text)) : { ...base.ranks };
}

type Compared = {
  readonly here: Readonly<Record<string, Rank>>;
  readonly office: Readonly<Record<string, Rank>>;
  readonly isLogged: (rank: Rank) => boolean;
};

function saysMore(kind: OfferedKind, { here, office, isLogged }: Compared): boolean {
  const fields = Object.keys(RECORD_KINDS[kind].shape);
  const theirs = unfoldRanks(office, fields);
  return Object.entries(unfoldRanks(here, fields)).some(
    ([field, rank]) => compareRank(rank, theirs[field] ?? '') > 0 && !isLogged(rank),
  );
}

/** Tells the till's own edits that stand in its log: those reach the office by themselves. */
export function loggedEdits(reader: Pick<Reader, 'changes' | 'places'>, tillId: Id): (rank: Rank) => boolean {
  const heldFrom = new Map(
    reader.changes.epochs().map((epoch) => [epochCounter(epoch), reader.places.lowestSeq(epoch) ?? 0]),
  );
  return (rank) => {
    if (rank === '' || tillOfRank(rank) !== tillMark(tillId)) return false;
    const place = positionOfRank(rank);
    const from = heldFrom.get(place.epochCounter);
    return from !== undefined && place.seq >= from;
  };
}
