import type { Check } from './check.ts';

const HEX_OF = (text: string): string => `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;

/**
 * The hash chains, one for each till and epoch: dense, linked, and each body what its hash says.
 *
 * What came as broken as it waits in quarantine is left out: the head takes the hash that its till claimed.
 */
export const CHAIN_CHECKS: readonly Check[] = [
  {
    name: 'chain without holes',
    sql: `select e.till_id || ' epoch ' || e.epoch as subject, 'received up to ' || e.last_seq as kept,
        count(c.seq) || ' changes, the last ' || coalesce(max(c.seq), 0) as truth
      from till_epochs e left join changes c
        on c.business_id = e.business_id and c.till_id = e.till_id and c.epoch_counter = e.counter
      where e.business_id = $1::uuid group by e.till_id, e.epoch, e.last_seq
      having count(c.seq) <> e.last_seq or coalesce(max(c.seq), 0) <> e.last_seq`,
  },
  {
    name: 'chain',
    sql: `with link as (
        select c.till_id, c.epoch_counter, c.seq, e.epoch, encode(c.hash, 'hex') as hash, encode(c.body_hash, 'hex') as body_hash,
          coalesce(lag(encode(c.hash, 'hex')) over (partition by c.till_id, c.epoch_counter order by c.seq),
            ${HEX_OF(`e.till_id || E'\\n' || e.epoch || E'\\n' || e.previous_hash`)}) as before
        from changes c join till_epochs e
          on e.business_id = c.business_id and e.till_id = c.till_id and e.counter = c.epoch_counter
        where c.business_id = $1::uuid
      ), worked as (
        select *, ${HEX_OF(`before || E'\\n' || epoch || E'\\n' || seq || E'\\n' || body_hash`)} as truth from link
      )
      select till_id || ' epoch ' || epoch || ' change ' || seq as subject, hash as kept, truth
      from worked w where hash <> truth and not exists (
        select from sync_quarantine q where q.business_id = $1::uuid and q.till_id = w.till_id
          and q.epoch_counter = w.epoch_counter and q.seq = w.seq)`,
  },
  {
    name: 'body of a change',
    sql: `select till_id || ' epoch ' || epoch_counter || ' change ' || seq as subject, encode(body_hash, 'hex') as kept,
        ${HEX_OF('body')} as truth
      from changes where business_id = $1::uuid and body is not null and encode(body_hash, 'hex') <> ${HEX_OF('body')}`,
  },
  {
    name: 'head of a chain',
    sql: `select e.till_id || ' epoch ' || e.epoch as subject, e.last_hash as kept, encode(c.hash, 'hex') as truth
      from till_epochs e join changes c
        on c.business_id = e.business_id and c.till_id = e.till_id and c.epoch_counter = e.counter and c.seq = e.last_seq
      where e.business_id = $1::uuid and e.last_hash <> encode(c.hash, 'hex')`,
  },
  {
    name: 'quarantine',
    sql: `select c.till_id || ' epoch ' || c.epoch_counter || ' change ' || c.seq as subject, c.outcome as kept,
        coalesce(q.state, 'not in quarantine') as truth
      from changes c left join sync_quarantine q
        on q.business_id = c.business_id and q.till_id = c.till_id and q.epoch_counter = c.epoch_counter and q.seq = c.seq
      where c.business_id = $1::uuid
        and ((c.outcome = 'quarantined') <> (q.state is not null and q.state <> 'applied'))`,
  },
];
