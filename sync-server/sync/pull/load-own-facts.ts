import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import { type LoadedRows, type PullView, SKIPPED } from './pull-view.ts';

type Row = {
  epoch_counter: number;
  seq: number;
  epoch: string;
  hash: string;
  body: string | null;
  raw: Uint8Array | null;
  state: string | null;
  is_held: boolean;
  received_ms: string;
};

/** The till's own changes as the server has them, those that wait in quarantine among them, at the places it gave them. */
export async function loadOwnFacts(tx: Tx, view: PullView, ids: readonly string[]): Promise<LoadedRows> {
  const places = ids.map((id) => id.split('/'));
  const rows = await tx.unsafe<Row[]>(
    `select c.epoch_counter, c.seq, e.epoch, encode(c.hash, 'hex') as hash, k.is_held, q.raw, q.state,
       floor(extract(epoch from c.created_at) * 1000) as received_ms,
       case when not k.is_held then c.body end as body
     from unnest($3::integer[], $4::bigint[]) as r (epoch_counter, seq)
     join changes c on c.business_id = $1::uuid and c.till_id = $2::uuid and c.epoch_counter = r.epoch_counter and c.seq = r.seq
     join till_epochs e on e.business_id = c.business_id and e.till_id = c.till_id and e.counter = c.epoch_counter
     left join sync_quarantine q on q.business_id = c.business_id and q.till_id = c.till_id and q.epoch_counter = c.epoch_counter and q.seq = c.seq
     cross join lateral (select q.state is null and c.epoch_counter = $5::integer and c.seq <= $6::bigint) as k (is_held)`,
    [
      view.businessId,
      view.tillId,
      arrayLiteral(places.map((place) => place[1] ?? '0')),
      arrayLiteral(places.map((place) => place[2] ?? '0')),
      view.have?.epochCounter ?? -1,
      view.have?.seq ?? -1,
    ],
    { prepare: true },
  );
  return new Map<string, string | typeof SKIPPED>(
    rows.map((row) => {
      const id = `${view.tillId}/${row.epoch_counter}/${row.seq}`;
      if (row.is_held) return [id, SKIPPED];
      const waits = row.state === 'waiting';
      const body = row.body ?? (row.raw === null ? '' : new TextDecoder().decode(row.raw));
      const state = waits ? 'quarantined' : 'applied';
      const receivedAtMs = Number(row.received_ms);
      return [id, JSON.stringify({ epoch: row.epoch, seq: row.seq, body, hash: row.hash, state, receivedAtMs })];
    }),
  );
}
