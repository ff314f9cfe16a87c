import type { z } from 'zod';
import { type listRolesEndpoint, roleAnswerSchema } from '#shared/api/people-endpoints.ts';
import type { addRoleEndpoint, editRoleEndpoint } from '#shared/api/role-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { RoleLimits } from '#shared/people/people-records.ts';
import { isFixedRole } from '#shared/people/system-roles.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { anywhere, listRecords, readRecord } from '#server/sync/web-edits/read-records.ts';
import { requirePower } from './require-power.ts';
import { shortPinsTaken } from './short-pins.ts';

type PeopleEditor = Editor & { readonly session: Session };
type EditedLimits = NonNullable<z.output<typeof editRoleEndpoint.body>['limits']>;
type Role = z.output<typeof roleAnswerSchema>;

/** What every role of a business's own is called where programs ask. */
const OWN_ROLE = 'own';
const ROLES_MAX = 200;
const storedRole = roleAnswerSchema.omit({ isFixed: true });

type RolesAsked = z.output<typeof listRolesEndpoint.query>;

const ORDERS: Readonly<Record<RolesAsked['sort'], string>> = {
  createdAt: 't.created_at, lower(t.name)',
  '-createdAt': 't.created_at desc, lower(t.name) desc',
  name: 'lower(t.name)',
  '-name': 'lower(t.name) desc',
};

/** A page of the roles of the business, the four of the system first unless asked otherwise. */
export async function listRoles(
  tx: Tx,
  { businessId }: Session,
  { q, sort, page, limit }: RolesAsked,
): Promise<{ rows: Role[]; total: number }> {
  const where = q === undefined ? tx`` : tx`and t.name ilike ${anywhere(q)}`;
  const orderBy = tx.unsafe(ORDERS[sort]);
  const { rows, total } = await listRecords(tx, { businessId, kind: 'role', where, orderBy, page, limit }, storedRole);
  return { rows: rows.map((role) => ({ ...role, isFixed: isFixedRole(role.key) })), total };
}

/** @throws {Fault} `not_found` */
export async function readRole(tx: Tx, businessId: Id, id: Id): Promise<Role> {
  const found = await readRecord(tx, { businessId, kind: 'role', id }, storedRole);
  if (found === undefined) throw new Fault('not_found', 'There is no such role.');
  return { ...found, isFixed: isFixedRole(found.key) };
}

/** Makes a role of the business's own. @throws {Fault} `forbidden` for what the caller doesn't hold, `conflict` for a name that is taken */
export async function addRole(
  tx: Tx,
  deps: ServerDeps,
  by: PeopleEditor,
  asked: z.output<typeof addRoleEndpoint.body>,
): Promise<Role> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  requirePower(by.session, asked.permissions);
  await requireFreeName(tx, businessId, asked.name, null);
  await requireRoom(tx, businessId);
  const id = deps.makeId();
  const fields = { ...asked, key: OWN_ROLE };
  await editRecords(tx, deps, by, {
    records: [{ kind: 'role', id, op: 'put', fields }],
    audited: { action: 'role.added', entityType: 'role', entityId: id, newValues: fields },
  });
  return readRole(tx, businessId, id);
}

/**
 * Changes the named fields of a role. PINs of its people that are too short for what it may from now on are taken back.
 *
 * @throws {Fault} `forbidden` where the role held or will hold more than the caller's, `conflict` for a name that is taken or a
 * fixed role, `stale_version`
 */
export async function editRole(
  tx: Tx,
  deps: ServerDeps,
  by: PeopleEditor,
  asked: {
    readonly id: Id;
    readonly body: z.output<typeof editRoleEndpoint.body>;
    readonly checkVersion: (current: unknown) => void;
  },
): Promise<{ readonly role: Role; readonly pinsTaken: number }> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const current = await readRole(tx, businessId, asked.id);
  asked.checkVersion(current);
  requirePower(by.session, current.permissions);
  const { limits } = asked.body;
  const wanted = {
    ...asked.body,
    limits: limits === undefined ? undefined : mergedLimits(current.limits, limits),
  };
  const { fields, before } = changedFields(current, wanted);
  if (current.isFixed && Object.keys(fields).some((name) => name !== 'limits'))
    throw new Fault(
      'conflict',
      'This role is one of the system: only its limits change. Make a role of your own instead.',
    );
  if (asked.body.permissions !== undefined) requirePower(by.session, asked.body.permissions);
  if (asked.body.name !== undefined) await requireFreeName(tx, businessId, asked.body.name, asked.id);
  if (Object.keys(fields).length === 0) return { role: current, pinsTaken: 0 };
  const permissions = asked.body.permissions ?? current.permissions;
  const pins = await shortPinsTaken(tx, businessId, { id: asked.id, permissions });
  await editRecords(tx, deps, by, {
    records: [{ kind: 'role', id: asked.id, op: 'put', fields }, ...pins],
    audited: { action: 'role.edited', entityType: 'role', entityId: asked.id, oldValues: before, newValues: fields },
  });
  return { role: await readRole(tx, businessId, asked.id), pinsTaken: pins.length };
}

/** Removes a role that nobody has. @throws {Fault} `conflict` */
export async function removeRole(tx: Tx, deps: ServerDeps, by: PeopleEditor, id: Id): Promise<void> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const current = await readRole(tx, businessId, id);
  requirePower(by.session, current.permissions);
  if (current.isFixed) throw new Fault('conflict', 'This role is one of the system and stays.');
  const [held] = await tx<{ people: number }[]>`
    select count(*) as people from users where business_id = ${businessId} and role_id = ${id} and not is_deleted`;
  const people = held?.people ?? 0;
  if (people > 0)
    throw new Fault(
      'conflict',
      `${people === 1 ? 'One person has' : `${people} people have`} this role. Give them another first.`,
    );
  await editRecords(tx, deps, by, {
    records: [{ kind: 'role', id, op: 'delete', fields: {} }],
    audited: { action: 'role.removed', entityType: 'role', entityId: id, oldValues: current },
  });
}

async function requireFreeName(tx: Tx, businessId: Id, name: string, but: Id | null): Promise<void> {
  const taken = await tx`
    select 1 from roles where business_id = ${businessId} and lower(name) = lower(${name}) and not is_deleted
      and id is distinct from ${but}`;
  if (taken.length > 0) throw new Fault('conflict', 'There is a role of this name already. Take another name.');
}

async function requireRoom(tx: Tx, businessId: Id): Promise<void> {
  const [count] = await tx<{ roles: number }[]>`
    select count(*) as roles from roles where business_id = ${businessId} and not is_deleted`;
  if ((count?.roles ?? 0) >= ROLES_MAX)
    throw new Fault('conflict', `A business has at most ${ROLES_MAX} roles. Remove one that nobody has.`);
}

/** The limits as they will be: those that are not named stay. */
function mergedLimits(current: RoleLimits, named: EditedLimits): RoleLimits {
  return {
    discountPpm: named.discountPpm ?? current.discountPpm,
    refundMinor: named.refundMinor ?? current.refundMinor,
    pettyMinor: named.pettyMinor ?? current.pettyMinor,
  };
}
