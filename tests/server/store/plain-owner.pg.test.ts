import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { listBusinesses } from '#server/db/list-businesses.ts';
import { assertAppRole } from '#server/store/assert-app-role.ts';
import { migrate } from '#server/store/migrate.ts';
import { APP_ROLE, openPool } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { createDatabase } from '../../support/postgres/create-database.ts';

const ADA = '01890000-0000-7000-8000-00000000000a';
const now = (): number => Date.UTC(2026, 5, 1);

test('an owner who is no superuser, as hosted databases give, migrates, and the look-ups see past the policy for their one row', async () => {
  await using database = await createDatabase();
  const name = `owner_${randomBytes(4).toString('hex')}`;
  const superuser = openPool({ url: database.url, connectionsMax: 1, as: 'migrator' });
  await superuser`do $$ begin create role stockavoo_app nologin; exception when duplicate_object or unique_violation then null; end $$`;
  await superuser.unsafe(`create role ${name} login; grant ${APP_ROLE} to ${name};
    alter database ${database.name} owner to ${name}; alter schema public owner to ${name}`);
  const url = new URL(database.url);
  url.username = name;
  try {
    await migrate(url.href, now);
    const pool = openPool({ url: url.href, connectionsMax: 2, as: 'app' });
    await assertAppRole(pool);
    await withTenant(pool, ADA, async (tx) => {
      await tx`insert into businesses (business_id, id, created_at, updated_at) values (${ADA}, ${ADA}, ${new Date(now())}, ${new Date(now())})`;
      await tx`insert into users (business_id, id, email, created_at, updated_at)
        values (${ADA}, ${ADA}, 'ada@example.test', ${new Date(now())}, ${new Date(now())})`;
    });
    expect(await pool`select user_id from find_sign_in('ada@example.test')`).toEqual([{ user_id: ADA }]);
    expect(await pool`select id from users`).toEqual([]);
    expect(await listBusinesses(url.href)).toEqual([ADA]);
    await pool.end();
  } finally {
    await superuser.unsafe(`reassign owned by ${name} to current_user; drop owned by ${name}; drop role ${name}`);
    await superuser.end();
  }
});
