import type { Id, MakeId } from '#shared/base/ids.ts';
import { SERVER_TILL_ID } from '#shared/sync/rank.ts';
import type { Tx } from '#server/store/pool.ts';
import { FIRST_SERIES } from '../apply/server-writer.ts';
import { nextSeries } from './next-series.ts';
import { randomEpochHex } from './random-epoch-hex.ts';

export type GoneBack = {
  readonly tx: Tx;
  readonly businessId: Id;
  readonly makeId: MakeId;
  readonly at: Date;
  /** When this server began to run, which it does after every restore. */
  readonly startedAt: Date;
};

/**
 * What a server does that finds it came back from a backup: the feed takes a new mark, so that every till reads anew what
 * it read of the lost time, and till 0 writes on under new epochs and series.
 */
export async function answerGoneBack(of: GoneBack): Promise<void> {
  await giveNewEpochs(of);
  await renewMark(of);
}

/** The same where a till's cursor tells it: many tills find one loss, so only the first of them since the start counts. */
export async function answerGoneBackOnce(of: GoneBack): Promise<void> {
  if ((await giveNewEpochs(of)) > 0) await renewMark(of);
}

/** @returns how many of the writers of the business and of its stores go on under a new epoch */
async function giveNewEpochs({ tx, businessId, at, startedAt }: GoneBack): Promise<number> {
  // One that wrote nothing before the backup may have given receipt numbers since.
  await tx`
    insert into till_sync (business_id, till_id, store_id, kind, epoch_counter, created_at, updated_at)
    select ${businessId}::uuid, w.till_id, w.store_id, 'server', 0, ${at}, ${at}
    from (select id as till_id, id as store_id from stores where business_id = ${businessId} union all select ${SERVER_TILL_ID}::uuid, null) w
    order by w.till_id on conflict do nothing`;
  // Two statements: what is joined to a row that was waited for would still be of the time before the wait.
  await tx`select till_id from till_sync where business_id = ${businessId} and kind = 'server' order by till_id for no key update`;
  const writers = await tx<{ till_id: string; counter: number; last_hash: string | null }[]>`
    select t.till_id, t.epoch_counter as counter, case when e.last_seq > 0 then e.last_hash else e.previous_hash end as last_hash
    from till_sync t left join till_epochs e on e.business_id = t.business_id and e.till_id = t.till_id and e.counter = t.epoch_counter
    where t.business_id = ${businessId} and t.kind = 'server'
      and (e.series is null or e.series = ${FIRST_SERIES} or e.created_at < ${startedAt}) order by t.till_id`;
  for (const writer of writers) {
    const series = await tx<
      { series: string }[]
    >`select series from till_epochs where business_id = ${businessId} and till_id = ${writer.till_id}`;
    await tx`
      insert into till_epochs (business_id, till_id, counter, epoch, series, certificate, previous_hash, created_at, updated_at)
      values (${businessId}, ${writer.till_id}, ${writer.counter + 1}, ${`${writer.counter + 1}-${randomEpochHex()}`},
        ${seriesAfter(series.map((row) => row.series))}, '', ${writer.last_hash ?? ''}, ${at}, ${at})`;
    await tx`update till_sync set epoch_counter = ${writer.counter + 1}, updated_at = ${at}
      where business_id = ${businessId} and till_id = ${writer.till_id}`;
  }
  return writers.length;
}

/** The counter's row is the last one locked, here as everywhere. */
async function renewMark({ tx, businessId, makeId, at }: GoneBack): Promise<void> {
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
