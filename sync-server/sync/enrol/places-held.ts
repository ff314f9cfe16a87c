import type { ChainPlace, EnrolRequest } from '#shared/sync/enrol.ts';
import { HELD_PLACES_MAX } from '#shared/sync/enrol.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';

type Before = NonNullable<EnrolRequest['before']>;

/**
 * What this server has of the chains of the till that a machine was: in each epoch the highest of the named places that is
 * the same here, and its own places from there to the next one named, which is not. By them the machine finds exactly how far
 * both have the same, and forgets no sale that a restored backup doesn't hold.
 *
 * Of a gap that is too long for one answer come places evenly apart: those whose distance holds the highest power of two first.
 */
export async function placesHeld(
  tx: Tx,
  { businessId, before }: { readonly businessId: Id; readonly before: Before },
): Promise<ChainPlace[]> {
  const { tillId, places } = before;
  return tx<ChainPlace[]>`
    with named as (
      select e.epoch, e.counter, n.seq, c.seq is not null as is_held
      from unnest(${arrayLiteral(places.map(({ epoch }) => epoch))}::text[], ${arrayLiteral(places.map(({ seq }) => seq))}::bigint[],
        ${arrayLiteral(places.map(({ hash }) => hash))}::text[]) as n (epoch, seq, hash)
      join till_epochs e on e.business_id = ${businessId} and e.till_id = ${tillId} and e.epoch = n.epoch
      left join changes c on c.business_id = ${businessId} and c.till_id = ${tillId} and c.epoch_counter = e.counter
        and c.seq = n.seq and c.hash = decode(n.hash, 'hex')),
    agreed as (select epoch, counter, max(seq) as seq from named where is_held group by epoch, counter),
    gap as (
      select a.epoch, a.counter, a.seq as from_seq,
        coalesce((select min(n.seq) from named n where n.epoch = a.epoch and n.seq > a.seq), a.seq + 1) as to_seq
      from agreed a)
    select g.epoch, c.seq, encode(c.hash, 'hex') as hash
    from gap g
    join changes c on c.business_id = ${businessId} and c.till_id = ${tillId} and c.epoch_counter = g.counter
      and c.seq >= g.from_seq and c.seq < g.to_seq
    order by c.seq <> g.from_seq, ((c.seq - g.from_seq) & -(c.seq - g.from_seq)) desc, g.counter desc, c.seq limit ${HELD_PLACES_MAX}`;
}
