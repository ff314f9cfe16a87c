import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import type { LoadedRows, PullView } from './pull-view.ts';

type Row = {
  epoch_counter: number;
  seq: number;
  epoch: string;
  hash: string;
  body: string | null;
  raw: Uint8Array | null;
  state: string | null;
};

/** The till's own changes as the server has them, those that wait in quarantine among them, at the places it gave them. */
export async function loadOwnFacts(tx: Tx, view: PullView, ids: readonly string[]): Promise<LoadedRows> {
  const places = ids.map((id) => id.split('/'));
  const rows = await tx.unsafe<Row[]>(
    `select c.epoch_counter, c.seq, e.epoch, encode(c.hash, 'hex') as hash, c.body, q.raw, q.state
     from unnest($3::integer[], $4::bigint[]) as r (epoch_counter, seq)
     join changes c on c.business_id = $1::uuid and c.till_id = $2::uuid and c.epoch_counter = r.epoch_counter and c.seq = r.seq
     join till_epochs e on e.business_id = c.business_id and e.till_id = c.till_id and e.counter = c.epoch_counter
     left join sync_quarantine q on q.business_id = c.business_id and q.till_id = c.till_id and q.epoch_counter = c.epoch_counter and q.seq = c.seq`,
    [
      view.businessId,
      view.tillId,
      arrayLiteral(places.map((place) => place[1] ?? '0')),
      arrayLiteral(places.map((place) => place[2] ?? '0')),
    ],
    { prepare: true },
  );
  return new Map(
    rows.map((row) => {
      const waits = row.state === 'waiting';
      const body = row.body ?? (row.raw === null ? '' : new TextDecoder().decode(row.raw));
      return [
        `${view.tillId}/${row.epoch_counter}/${row.seq}`,
        { epoch: row.epoch, seq: row.seq, body, hash: row.hash, state: waits ? 'quarantined' : 'applied' },
      ];
    }),
  );
}
