import type { z } from 'zod';
import type { UserAnswer, listUsersEndpoint } from '#shared/api/people-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';

type Row = Omit<UserAnswer, 'createdAt' | 'updatedAt' | 'lastLogin'> & {
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly lastLogin: Date | null;
};

/** Which people: a search, a store, active or not; those limited to other stores are left out for a limited caller. */
export interface PeopleAsked {
  readonly q?: string | undefined;
  readonly storeId?: Id | undefined;
  readonly isActive?: boolean | undefined;
  readonly sort: z.output<typeof listUsersEndpoint.query>['sort'];
  readonly page: number;
  readonly limit: number;
}

/** Whoever never signed in stands last, either way. */
const ORDERS: Readonly<Record<PeopleAsked['sort'], string>> = {
  fullName: 'lower(u.full_name)',
  '-fullName': 'lower(u.full_name) desc',
  createdAt: 'u.created_at',
  '-createdAt': 'u.created_at desc',
  lastLogin: 'u.last_login nulls last',
  '-lastLogin': 'u.last_login desc nulls last',
};

export async function listUsers(
  tx: Tx,
  session: Session,
  asked: PeopleAsked,
): Promise<{ rows: UserAnswer[]; total: number }> {
  const where = tx`
    ${asked.q === undefined ? tx`` : tx`and (u.full_name ilike ${anywhere(asked.q)} or u.email ilike ${anywhere(asked.q)})`}
    ${asked.storeId === undefined ? tx`` : tx`and (u.store_ids = '{}' or ${asked.storeId} = any(u.store_ids))`}
    ${asked.isActive === undefined ? tx`` : tx`and u.is_active = ${asked.isActive}`}`;
  const rows = await shownUsers(
    tx,
    session,
    tx`${where} order by ${tx.unsafe(ORDERS[asked.sort])}, u.id limit ${asked.limit} offset ${(asked.page - 1) * asked.limit}`,
  );
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from users u
    where u.business_id = ${session.businessId} and not u.is_deleted ${whomOneSees(tx, session)} ${where}`;
  return { rows, total: count?.total ?? 0 };
}

/** @throws {Fault} `not_found` */
export async function readUser(tx: Tx, session: Session, id: Id): Promise<UserAnswer> {
  const [found] = await shownUsers(tx, session, tx`and u.id = ${id}`);
  if (found === undefined) throw new Fault('not_found', 'There is no such person.');
  return found;
}

/** Somebody limited to some stores sees whoever works there, and everybody who works in all. */
function whomOneSees(tx: Tx, { userId, storeIds }: Session): ReturnType<Tx> {
  if (storeIds.length === 0) return tx``;
  return tx`and (u.id = ${userId} or u.store_ids = '{}' or u.store_ids && ${storeIds}::uuid[])`;
}

async function shownUsers(tx: Tx, session: Session, rest: ReturnType<Tx>): Promise<UserAnswer[]> {
  const rows = await tx<Row[]>`
    select u.id, u.full_name as "fullName", u.email, u.phone_number as "phoneNumber", u.store_ids as "storeIds",
      u.is_active as "isActive", u.is_verified as "isVerified", u.pin_hash is not null as "hasPin", u.last_login as "lastLogin",
      u.created_at as "createdAt", u.updated_at as "updatedAt",
      json_build_object('id', r.id, 'key', r.key, 'name', r.name) as role
    from users u join roles r on r.business_id = u.business_id and r.id = u.role_id
    where u.business_id = ${session.businessId} and not u.is_deleted ${whomOneSees(tx, session)} ${rest}`;
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastLogin: row.lastLogin?.toISOString() ?? null,
  }));
}
