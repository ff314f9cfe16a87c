import { z } from 'zod';
import type { Pool, Tx } from '#server/store/pool.ts';

/** What one statement read: rows that scans and indexes gave, by table; what an index alone answered counts too. */
export interface ReadRows {
  readonly text: string;
  readonly byTable: ReadonlyMap<string, number>;
}

const countSchema = z.array(z.object({ relname: z.string(), rows: z.number() }));

/**
 * A pool that tells, after each statement of a transaction, what PostgreSQL itself counted of it. What a cursor streams is
 * counted with the statement after it.
 */
export function countedReads(pool: Pool, told: (read: ReadRows) => void): Pool {
  return new Proxy(pool, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'begin' || typeof value !== 'function') return value;
      return (...given: unknown[]): unknown =>
        Reflect.apply(
          value,
          target,
          given.map((one) =>
            typeof one === 'function'
              ? async (tx: Tx): Promise<unknown> => {
                  // Of little a planner likes to read all: a table that is read through here has no index for the question.
                  await tx`set local enable_seqscan = off`;
                  // A connection may not have handed in yet what the transaction before read.
                  return Reflect.apply(one, undefined, [countedTx(tx, await readSoFar(tx), told)]);
                }
              : one,
          ),
        );
    },
  });
}

function countedTx(tx: Tx, begun: ReadonlyMap<string, number>, told: (read: ReadRows) => void): Tx {
  let before = begun;
  const counted = (query: unknown, text: string): unknown => {
    if (!(query instanceof Promise)) return query;
    const waitFor = query.then.bind(query);
    // A part of another's text is a query too; only what is waited for is asked.
    const then: typeof waitFor = (kept, failed) =>
      waitFor(async (result: unknown) => {
        const now = await readSoFar(tx);
        const byTable = [...now].map(([name, rows]): [string, number] => [name, rows - (before.get(name) ?? 0)]);
        before = now;
        told({ text, byTable: new Map(byTable.filter(([, rows]) => rows > 0)) });
        return result;
      }).then(kept, failed);
    Reflect.set(query, 'then', then);
    return query;
  };
  return new Proxy(tx, {
    apply: (target, self, given: unknown[]) => {
      const [said] = given;
      const made: unknown = Reflect.apply(target, self, given);
      if (typeof said !== 'object' || said === null || !('raw' in said) || !Array.isArray(said.raw)) return made;
      return counted(made, said.raw.join('$'));
    },
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'unsafe' || typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => counted(Reflect.apply(value, target, given), String(given[0]));
    },
  });
}

async function readSoFar(tx: Tx): Promise<Map<string, number>> {
  const found = countSchema.parse([
    ...(await tx`
      select coalesce(i.indrelid, c.oid)::regclass::text as relname, sum(pg_stat_get_xact_tuples_returned(c.oid))::bigint as rows
      from pg_class c left join pg_index i on i.indexrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and pg_stat_get_xact_tuples_returned(c.oid) > 0 group by 1`),
  ]);
  return new Map(found.map(({ relname, rows }) => [relname, rows]));
}
