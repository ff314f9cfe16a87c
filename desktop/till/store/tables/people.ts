import { and, eq } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { RoleLimits } from '#shared/people/people-records.ts';
import type { Vault } from '../vault.ts';
import type { readMeta } from './meta.ts';
import { roles, staff } from './people-tables.ts';

/** Somebody who may sign in at this store, with the rights of the role. */
export type Person = {
  readonly id: string;
  readonly fullName: string;
  readonly roleName: string;
  readonly permissions: string[];
  readonly limits: RoleLimits;
  readonly pinHash: string | null;
  readonly pinLength: number | null;
};

/** Somebody of the staff, whether or not they may sign in. */
export type Worker = Pick<Person, 'id' | 'fullName' | 'roleName' | 'pinLength'> & {
  readonly roleKey: string;
  readonly isActive: boolean;
};

/** Rights are asked with every call and change with a pull, so they are read once and forgotten when one is written. */
export function readPeople(db: BetterSQLite3Database, meta: ReturnType<typeof readMeta>, vault: Vault) {
  let known: ReadonlyMap<string, Person> | null = null;
  const people = (): ReadonlyMap<string, Person> => (known ??= readActive(db, meta.identity()?.storeId ?? '', vault));
  return {
    roles: (): { id: string; key: string }[] =>
      db.select({ id: roles.id, key: roles.key }).from(roles).where(eq(roles.isDeleted, false)).all(),
    /** In order of their names. */
    list: (): Person[] => [...people().values()],
    /** Who works here, in order of their names, with those who may not sign in any more. */
    everybody: (): Worker[] => readEverybody(db, meta.identity()?.storeId ?? ''),
    /** Null for whoever may not sign in here. */
    byId: (id: string): Person | null => people().get(id) ?? null,
    forget: (): void => {
      known = null;
    },
  };
}

function readEverybody(db: BetterSQLite3Database, storeId: string): Worker[] {
  const rows = db
    .select()
    .from(staff)
    .innerJoin(roles, eq(roles.id, staff.roleId))
    .where(and(eq(staff.isDeleted, false), eq(roles.isDeleted, false)))
    .orderBy(staff.fullName)
    .all();
  return rows
    .filter((row) => row.staff.storeIds.length === 0 || row.staff.storeIds.includes(storeId))
    .map(({ staff: { id, fullName, pinLength, isActive }, roles: role }) => ({
      id,
      fullName,
      roleName: role.name,
      roleKey: role.key,
      pinLength,
      isActive,
    }));
}

function readActive(db: BetterSQLite3Database, storeId: string, vault: Vault): ReadonlyMap<string, Person> {
  const rows = db
    .select()
    .from(staff)
    .innerJoin(roles, eq(roles.id, staff.roleId))
    .where(and(eq(staff.isActive, true), eq(staff.isDeleted, false), eq(roles.isDeleted, false)))
    .orderBy(staff.fullName)
    .all();
  const here = rows.filter((row) => row.staff.storeIds.length === 0 || row.staff.storeIds.includes(storeId));
  return new Map(
    here.map(({ staff: person, roles: role }) => [
      person.id,
      {
        id: person.id,
        fullName: person.fullName,
        roleName: role.name,
        permissions: role.permissions,
        limits: role.limits,
        pinHash: person.pinHash === null ? null : vault.open(person.pinHash),
        pinLength: person.pinLength,
      },
    ]),
  );
}
