import { hlcMs, makeHlc } from '#shared/base/hlc.ts';
import type { OfferedRecord } from '#shared/changes/record-offered.v1.ts';
import type { RankedFields } from '#shared/sync/merge-fields.ts';
import { type Rank, stampOfRank } from '#shared/sync/rank.ts';
import { unfoldRanks } from '#shared/sync/shared-rank.ts';
import type { Effects } from './effects.ts';
import type { ApplyContext, Incoming } from './incoming.ts';
import { DELETED, type Json } from './records/stored-record.ts';

/** Takes records that a till gives back; what was written since wins field by field when they are merged. */
export function collectOffers(
  context: ApplyContext,
  offered: readonly Incoming<'record.offered'>[],
  effects: Effects,
): void {
  const atMs = context.at.getTime();
  for (const { change } of offered) {
    for (const record of change.payload.records)
      effects.offers.push({ kind: record.kind, id: record.id, fields: rankedFields(record, atMs) });
  }
}

function rankedFields({ fields, ranks, isDeleted }: OfferedRecord, atMs: number): RankedFields<Json> {
  const each = unfoldRanks(ranks, Object.keys(fields));
  const entries = Object.entries(fields).map(([field, value]): [string, { value: Json; rank: Rank }] => [
    field,
    { value, rank: notAfter(each[field] ?? '', atMs) },
  ]);
  const deleted = ranks[DELETED];
  return {
    ...Object.fromEntries(entries),
    ...(deleted === undefined ? {} : { [DELETED]: { value: isDeleted, rank: notAfter(deleted, atMs) } }),
  };
}

/** Nothing that arrives was written later than now, whatever it says: it would win over every edit to come. */
function notAfter(rank: Rank, atMs: number): Rank {
  const stamp = stampOfRank(rank);
  return rank === '' || hlcMs(stamp) <= atMs ? rank : `${makeHlc(atMs, 0)}${rank.slice(stamp.length)}`;
}
