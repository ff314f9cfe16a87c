import type { Pool } from '#server/store/pool.ts';

/** Of these a business has few, however long it trades: they stay as they are, and what is cloned goes on pointing at them. */
const FEW =
  /^(businesses|stores|tills|till_.*|users|user_tokens|roles|settings|recovery_codes|business_feed|feed_marks|feed|enrolment_codes|idempotency_keys|subscription_payments|receipt_series|sync_sessions|sync_tries|used_assertions|id_aliases|awaiting|erased_customers)$/;

/** Of what no list reads. */
const NOT_ASKED = /^feed$/;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isGenerated: boolean;
}

/**
 * Multiplies all that a business holds, past the door by SQL: each row `count` times, every id that it holds or points at made
 * into another, the same for all of a clone, and each clone on another day. What it adds up to is no matter, only how it is found.
 *
 * @param into another business gets the clones, with stores and people of its own; left out, the business itself
 */
export async function cloneBusiness(
  root: Pool,
  {
    businessId,
    count,
    into = businessId,
  }: { readonly businessId: string; readonly count: number; readonly into?: string },
): Promise<void> {
  const tables = await columnsByTable(root);
  await root.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`create temp table kept (id uuid primary key) on commit drop`;
    for (const [table, columns] of tables)
      if (FEW.test(table) && columns.some(({ name, type }) => name === 'id' && type === 'uuid'))
        await tx.unsafe(
          `insert into kept select id from ${table} where business_id = '${businessId}' and id is not null on conflict do nothing`,
        );
    const keys = await uniqueTexts(root);
    for (const [table, columns] of tables) {
      if (FEW.test(table) || NOT_ASKED.test(table)) continue;
      const written = columns.filter(({ isGenerated }) => !isGenerated);
      const values = written.map((column) => cloned(column, { into, isKey: keys.has(`${table}.${column.name}`) }));
      await tx.unsafe(
        `insert into ${table} (${written.map(({ name }) => `"${name}"`).join(', ')})
         select ${values.join(', ')} from (select * from ${table} where business_id = '${businessId}' limit 4) t, generate_series(1, ${count}) n on conflict do nothing`,
      );
    }
  });
}

function cloned({ name, type }: Column, { into, isKey }: { readonly into: string; readonly isKey: boolean }): string {
  const column = `t."${name}"`;
  if (name === 'business_id') return `'${into}'::uuid`;
  if (type === 'uuid')
    return `case when ${column} is null or ${column} = '00000000-0000-0000-0000-000000000000' or ${column} in (select id from kept) then ${column}
      else md5(${column}::text || '${into}' || n)::uuid end`;
  if (type === 'date') return `${column} - n % 300`;
  if (type.startsWith('timestamp')) return `${column} - make_interval(days => n % 300, secs => n % 3000)`;
  if (isKey && type === 'text' && !/^(method|kind|reason)$/.test(name)) return `${column} || '-' || n`;
  if (isKey && /^(bigint|integer)$/.test(type)) return `${column} + n * 1000`;
  return column;
}

async function columnsByTable(root: Pool): Promise<ReadonlyMap<string, readonly Column[]>> {
  const rows = await root<{ table: string; name: string; type: string; generated: boolean }[]>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, a.attgenerated <> '' or a.attidentity = 'a' as generated
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute b where b.attrelid = c.oid and b.attname = 'business_id' and not b.attisdropped)
    order by c.relname, a.attnum`;
  const columns = rows.map((row) => ({ ...row, isGenerated: row.generated }));
  return Map.groupBy(columns, ({ table }) => table);
}

/** The columns of texts and numbers that no two rows may share. */
async function uniqueTexts(root: Pool): Promise<ReadonlySet<string>> {
  const rows = await root<{ key: string }[]>`
    select c.relname || '.' || a.attname as key from pg_index i join pg_class c on c.oid = i.indrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indisunique and c.relnamespace = 'public'::regnamespace`;
  return new Set(rows.map(({ key }) => key));
}
