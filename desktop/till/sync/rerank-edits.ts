import type { Id } from '#shared/base/ids.ts';
import type { Position } from '#shared/stock/level-rules.ts';
import { makeRank, stampOfRank, tillOfRank } from '#shared/sync/rank.ts';
import type { ChangePlace } from '../store/tables/change-places.ts';
import { readOwnBody } from '../store/read-own-body.ts';
import type { Writer } from '../store/till-tables.ts';
import { positionOfRank, tillMark } from './own-edits.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';

const EDITS = ['record.changed', 'product.changed', 'customer.changed'];

/** The place that a change of records had, and whose place it gets: a machine that enrolled anew is another till. */
type Move = { readonly fromTillId: string; readonly tillId: Id; readonly to: Position };

/** A change of records got another place: the fields that it wrote here say so too, else a pull would take them for known. */
export function rerankEdits(writer: Writer, from: ChangePlace, { fromTillId, tillId, to }: Move): void {
  if (!EDITS.includes(from.type)) return;
  const body = writer.changes.byId(from.id)?.body;
  const read = body === undefined ? null : readOwnBody(writer, body);
  if (read?.ok !== true || !('records' in read.value.payload)) return;
  for (const edit of read.value.payload.records) {
    const record = writer.records.get(edit.kind, edit.id);
    if (record === null) continue;
    const ranks = Object.entries(record.ranks).map(([field, rank]) => {
      const at = positionOfRank(rank);
      const isOfChange =
        tillOfRank(rank) === tillMark(fromTillId) &&
        at.epochCounter === epochCounter(from.epoch) &&
        at.seq === from.seq;
      return [field, isOfChange ? makeRank({ stamp: stampOfRank(rank), tillId, ...to }) : rank] as const;
    });
    writer.records.put(edit.kind, edit.id, { ...record, ranks: Object.fromEntries(ranks) });
  }
}
