import type { Position } from '#shared/stock/level-rules.ts';
import { makeRank, stampOfRank } from '#shared/sync/rank.ts';
import type { ChangePlace } from '../store/tables/change-places.ts';
import { readOwnBody } from '../store/read-own-body.ts';
import type { Writer } from '../store/till-tables.ts';
import { positionOfRank, tillMark } from './own-edits.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';

const EDITS = ['record.changed', 'product.changed', 'customer.changed'];

/** A change of records got another place: the fields that it wrote here say so too, else a pull would take them for known. */
export function rerankEdits(writer: Writer, from: ChangePlace, to: Position): void {
  if (!EDITS.includes(from.type)) return;
  const body = writer.changes.byId(from.id)?.body;
  const read = body === undefined ? null : readOwnBody(writer, body);
  if (read?.ok !== true || !('records' in read.value.payload)) return;
  const { tillId, payload } = read.value;
  for (const edit of payload.records) {
    const record = writer.records.get(edit.kind, edit.id);
    if (record === null) continue;
    const ranks = Object.entries(record.ranks).map(([field, rank]) => {
      const at = positionOfRank(rank);
      const isOfChange =
        rank.endsWith(tillMark(tillId)) && at.epochCounter === epochCounter(from.epoch) && at.seq === from.seq;
      return [field, isOfChange ? makeRank({ stamp: stampOfRank(rank), tillId, ...to }) : rank] as const;
    });
    writer.records.put(edit.kind, edit.id, { ...record, ranks: Object.fromEntries(ranks) });
  }
}
