import type { Id } from '#shared/base/ids.ts';
import { type Aliases, NO_ALIASES } from '#shared/sync/aliases.ts';
import type { Tx } from '#server/store/pool.ts';

export type TillOf = { readonly businessId: Id; readonly tillId: Id };

/** What the ids of a till that was alone became where it joined; empty for any other. */
export async function readAliases(tx: Tx, { businessId, tillId }: TillOf): Promise<Aliases> {
  const rows = await tx<{ old_id: Id; new_id: Id }[]>`
    select old_id, new_id from id_aliases where business_id = ${businessId} and till_id = ${tillId} order by old_id`;
  return rows.length === 0 ? NO_ALIASES : new Map(rows.map((row) => [row.old_id, row.new_id]));
}
