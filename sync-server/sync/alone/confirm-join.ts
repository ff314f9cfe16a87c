import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import type { ServerKey } from '../door/server-key.ts';
import { nextTillCode } from '../enrol/enrol-till.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import { type Editor, editRecords } from '../web-edits/edit-records.ts';
import { lockNames } from '../web-edits/lock-names.ts';
import { placeAloneTill } from './place-alone-till.ts';
import { type JoinRow, type Joining, planJoin, readJoin } from './plan-join.ts';

export type ConfirmDeps = Pick<ServerDeps, 'makeId' | 'nowMs'> & { readonly serverKey: () => ServerKey };

/**
 * Joins a till as the plan says that the owner saw: the till is placed, what was matched is written down as aliases, and the
 * taxes and people that are nobody here come along. Its products and all that it sold follow with its push. A second time nothing
 * is done.
 *
 * Ends with the feed.
 *
 * @throws {Fault} `not_found`; `conflict` where the plan is another by now
 */
export async function confirmJoin(
  tx: Tx,
  deps: ConfirmDeps,
  by: Editor & { readonly session: Session },
  asked: { readonly tillId: Id; readonly planHash: string },
): Promise<void> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const join = await readJoin(tx, { businessId, tillId: asked.tillId, isLocked: true });
  requireStore(by.session, join.store_id);
  if (join.state === 'joined') return;
  const joining = await planJoin(tx, join);
  if (joining.plan.hash !== asked.planHash)
    throw new Fault(
      'conflict',
      'Products, taxes or people changed since you saw this plan. Look at it again, then confirm.',
    );
  const at = new Date(deps.nowMs());
  const record = await nextTillCode(tx, { businessId, storeId: join.store_id, tillId: join.till_id });
  const { till_id: tillId, store_id: storeId, public_key: publicKey, epoch, series } = join;
  const machine = { publicKey, epoch, series, app: join.app_version, protocol: join.protocol };
  await placeAloneTill(tx, deps.serverKey(), { businessId, storeId, tillId, tillCode: record.code, ...machine, at });
  await writeAliases(tx, join, { aliases: joining.aliases, at });
  await tx`update till_joins set state = 'joined', records = '[]', updated_at = ${at} where business_id = ${businessId} and till_id = ${tillId}`;
  const till: RecordEdit = { kind: 'till', id: tillId, op: 'put', fields: { ...record, storeId, status: 'active' } };
  await editRecords(tx, deps, by, {
    records: [till, ...taxesOf(joining), ...(await peopleOf(tx, join, joining))],
    audited: { action: 'till.joined', entityType: 'till', entityId: tillId, newValues: { planHash: asked.planHash } },
  });
}

async function writeAliases(
  tx: Tx,
  { business_id: businessId, till_id: tillId }: JoinRow,
  { aliases, at }: { readonly aliases: Joining['aliases']; readonly at: Date },
): Promise<void> {
  await tx`
    insert into id_aliases (business_id, till_id, old_id, new_id, created_at, updated_at)
    select ${businessId}, ${tillId}, r.old_id, r.new_id, ${at}, ${at}
    from unnest(${arrayLiteral([...aliases.keys()])}::uuid[], ${arrayLiteral([...aliases.values()])}::uuid[]) as r (old_id, new_id)`;
}

function taxesOf({ plan, handed }: Joining): RecordEdit[] {
  const isNew = new Set(plan.taxRates.filter((rate) => rate.with === null).map(({ id }) => id));
  return handed.taxRates
    .filter(({ id }) => isNew.has(id))
    .map(({ id, ...fields }): RecordEdit => ({ kind: 'tax_rate', id, op: 'put', fields }));
}

/** Somebody who is nobody here is a name without a PIN until whoever may lets them in. */
async function peopleOf(tx: Tx, join: JoinRow, { plan }: Joining): Promise<RecordEdit[]> {
  const strangers = plan.staff.filter((person) => person.with === null);
  if (strangers.length === 0) return [];
  const [role] = await tx<{ id: Id }[]>`
    select id from roles where business_id = ${join.business_id} and key = 'sales_clerk' and not is_deleted order by id limit 1`;
  const { id: roleId } = must(role, 'every business has its clerks’ role');
  const fields = { roleId, storeIds: [join.store_id], pinHash: null, pinLength: null, isActive: false };
  return strangers.map(({ id, name }): RecordEdit => ({
    kind: 'staff',
    id,
    op: 'put',
    fields: { fullName: name, ...fields },
  }));
}
