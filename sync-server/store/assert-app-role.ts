import { Fault } from '#shared/base/fault.ts';
import type { Pool } from './pool.ts';

/**
 * Refuses a database connection that could see past row-level security.
 *
 * @throws {Fault} `database_role` where the role owns tables, is a superuser or bypasses policies, or where a table of
 * businesses is not guarded
 */
export async function assertAppRole(pool: Pool): Promise<void> {
  const [role] = await pool<{ name: string; strong: boolean; owns: boolean }[]>`
    select current_user as name, rolsuper or rolbypassrls as strong,
      exists (select from pg_class where relowner = pg_roles.oid and relnamespace = 'public'::regnamespace) as owns
    from pg_roles where rolname = current_user`;
  if (role === undefined || role.strong || role.owns) {
    throw new Fault(
      'database_role',
      `The server would run as ${role?.name ?? 'an unknown role'}, which may see every business.`,
    );
  }
  const open = await pool<{ name: string }[]>`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'business_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity)`;
  if (open.length > 0) {
    throw new Fault('database_role', `Row-level security is not forced on ${open.map(({ name }) => name).join(', ')}.`);
  }
}
