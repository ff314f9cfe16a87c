import type { Id, MakeId } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { nextSeries } from './next-series.ts';
import { randomEpochHex } from './random-epoch-hex.ts';

export type GoneBack = { readonly tx: Tx; readonly businessId: Id; readonly makeId: MakeId; readonly at: Date };

/**
 * What a server does that finds it came back from a backup: the feed takes a new mark, so that every till reads anew what
 * it read of the lost time, and till 0 writes on under new epochs and series.
 */
export async function answerGoneBack({ tx, businessId, makeId, at }: GoneBack): Promise<void> {
  // An epoch of till 0 that nothing was written under since is new enough: many tills find the same loss.
  const writers = await tx<{ till_id: string; counter: number; last_hash: string }[]>`
    select e.till_id, e.counter, e.last_hash from till_sync t
    join till_epochs e on e.business_id = t.business_id and e.till_id = t.till_id and e.counter = t.epoch_counter
    where t.business_id = ${businessId} and t.kind = 'server' and e.last_seq > 0 order by t.till_id for update of t`;
  for (const writer of writers) {
    const series = await tx<
      { series: string }[]
    >`select series from till_epochs where business_id = ${businessId} and till_id = ${writer.till_id}`;
    await tx`
      insert into till_epochs (business_id, till_id, counter, epoch, series, certificate, previous_hash, created_at, updated_at)
      values (${businessId}, ${writer.till_id}, ${writer.counter + 1}, ${`${writer.counter + 1}-${randomEpochHex()}`},
        ${seriesAfter(series.map((row) => row.series))}, '', ${writer.last_hash}, ${at}, ${at})`;
    await tx`update till_sync set epoch_counter = ${writer.counter + 1}, updated_at = ${at}
      where business_id = ${businessId} and till_id = ${writer.till_id}`;
  }
  // The counter's row is the last one locked, here as everywhere.
  await tx`
    with old as (select mark, counter from business_feed where business_id = ${businessId} for update)
    insert into feed_marks (business_id, mark, last_number, created_at, updated_at)
    select ${businessId}, mark, counter, ${at}, ${at} from old`;
  await tx`update business_feed set mark = ${makeId()}, marked_at = ${at} where business_id = ${businessId}`;
}

/** The server's series are W, WA, WB and so on: none of them is ever a till's. */
function seriesAfter(seen: readonly string[]): string {
  return `W${nextSeries(seen.map((series) => series.slice(1)).filter((rest) => rest !== ''))}`;
}
