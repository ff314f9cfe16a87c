import type { Id } from '#shared/base/ids.ts';
import { openPool } from '#server/store/pool.ts';

/** The businesses of a database, which its owner alone may list: each has users, and a feed once it wrote anything. */
export async function listBusinesses(ownerUrl: string): Promise<readonly Id[]> {
  const owner = openPool({ url: ownerUrl, connectionsMax: 1, as: 'migrator' });
  try {
    const rows = await owner<{ id: Id }[]>`
      select business_id as id from business_feed union select business_id from users order by id`;
    return rows.map(({ id }) => id);
  } finally {
    await owner.end();
  }
}
