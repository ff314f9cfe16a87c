import type { ServerHead, TillHead } from '#shared/sync/hello.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';

/** An epoch as the server has it. */
export type KnownEpoch = ServerHead & {
  readonly counter: number;
  readonly series: string;
  readonly certificate: string;
  readonly previousHash: string;
  readonly grantedToBoot: string;
};

type Row = {
  counter: number;
  epoch: string;
  series: string;
  certificate: string;
  previous_hash: string;
  last_seq: number;
  last_hash: string;
  granted_to_boot: string | null;
  hash_at_theirs: string | null;
};

/** Every epoch of a till that the server knows, with its hash at the till's own head where it reached that far. */
export async function knownEpochs(
  tx: Tx,
  till: { readonly businessId: string; readonly tillId: string },
  heads: readonly TillHead[],
): Promise<KnownEpoch[]> {
  const rows = await tx<Row[]>`
    select e.counter, e.epoch, e.series, e.certificate, e.previous_hash, e.last_seq, e.last_hash, e.granted_to_boot, encode(c.hash, 'hex') as hash_at_theirs
    from till_epochs e
    left join unnest(${arrayLiteral(heads.map((head) => head.epoch))}::text[], ${arrayLiteral(heads.map((head) => head.lastSeq))}::bigint[])
      as r (epoch, last_seq) on r.epoch = e.epoch
    left join changes c on c.business_id = e.business_id and c.till_id = e.till_id and c.epoch_counter = e.counter and c.seq = r.last_seq
    where e.business_id = ${till.businessId} and e.till_id = ${till.tillId} order by e.counter`;
  return rows.map((row) => ({
    counter: row.counter,
    epoch: row.epoch,
    series: row.series,
    certificate: row.certificate,
    previousHash: row.previous_hash,
    lastSeq: row.last_seq,
    lastHash: row.last_hash,
    grantedToBoot: row.granted_to_boot ?? '',
    ...(row.hash_at_theirs === null ? {} : { hashAtYours: row.hash_at_theirs }),
  }));
}
