import type { z } from 'zod';
import type { CustomerRow, addCustomerEndpoint, editCustomerEndpoint } from '#shared/api/customer-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { phoneKey } from '#shared/people/phone-key.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { requirePermission } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import type { FactWriter } from '#server/sync/web-edits/record-fact.ts';
import { masked } from './mask-personal.ts';
import { readCustomer, versionOf } from './read-customers.ts';

/** Adds a customer. @throws {Fault} `conflict` for a phone that another has, unless it may be the same */
export async function addCustomer(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: z.output<typeof addCustomerEndpoint.body>,
): Promise<CustomerRow> {
  const { businessId } = by.session;
  const { allowSamePhone, ...fields } = asked;
  if (fields.creditLimitMinor > 0) requirePermission(by.session, 'customers.credit');
  await lockNames(tx, businessId);
  await requirePriceList(tx, businessId, fields.priceListId);
  if (!allowSamePhone) await requireFreePhone(tx, businessId, { phone: fields.phone, ownId: null });
  const id = deps.makeId();
  await editRecords(tx, deps, by, {
    records: [{ kind: 'customer', id, op: 'put', fields: { ...fields, isActive: true } }],
    audited: { action: 'customer.added', entityType: 'customer', entityId: id, newValues: masked(fields) },
  });
  return readCustomer(tx, businessId, id);
}

/** Changes the named fields. @throws {Fault} `stale_version`, `forbidden` to raise a limit, `conflict` for a phone */
export async function editCustomer(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: {
    readonly id: Id;
    readonly body: z.output<typeof editCustomerEndpoint.body>;
    readonly checkVersion: (current: unknown) => void;
  },
): Promise<CustomerRow> {
  const { businessId } = by.session;
  const { allowSamePhone, ...wanted } = asked.body;
  await lockNames(tx, businessId);
  const current = await readCustomer(tx, businessId, asked.id);
  asked.checkVersion(versionOf(current));
  await requireNotErased(tx, businessId, asked.id);
  if ((wanted.creditLimitMinor ?? 0) > current.creditLimitMinor) requirePermission(by.session, 'customers.credit');
  await requirePriceList(tx, businessId, wanted.priceListId);
  const { fields, before } = changedFields(current, wanted);
  if (Object.keys(fields).length === 0) return current;
  if (!allowSamePhone && 'phone' in fields)
    await requireFreePhone(tx, businessId, { phone: wanted.phone, ownId: asked.id });
  await editRecords(tx, deps, by, {
    records: [{ kind: 'customer', id: asked.id, op: 'put', fields }],
    audited: {
      action: 'customer.edited',
      entityType: 'customer',
      entityId: asked.id,
      oldValues: masked(before),
      newValues: masked(fields),
    },
  });
  return readCustomer(tx, businessId, asked.id);
}

async function requireFreePhone(
  tx: Tx,
  businessId: Id,
  wanted: { readonly phone: string | undefined; readonly ownId: Id | null },
): Promise<void> {
  const key = phoneKey(wanted.phone ?? '');
  if (key === '') return;
  const [other] = await tx<{ id: Id; name: string }[]>`
    select id, name from customers where business_id = ${businessId} and phone_key(phone) = ${key} and phone <> '' and not is_deleted
      and id is distinct from ${wanted.ownId} order by id limit 1`;
  if (other === undefined) return;
  throw new Fault(
    'conflict',
    `The phone is ${other.name}’s already (customer ${other.id}). Use that customer, or send allowSamePhone.`,
  );
}

async function requirePriceList(tx: Tx, businessId: Id, priceListId: Id | null | undefined): Promise<void> {
  if (priceListId === null || priceListId === undefined) return;
  const found =
    await tx`select 1 from price_lists where business_id = ${businessId} and id = ${priceListId} and not is_deleted`;
  if (found.length === 0) throw new BadInput([{ field: 'priceListId', message: 'There is no such price list.' }]);
}

/** @throws {Fault} `conflict`: nothing personal is written on a record that was blanked on request */
async function requireNotErased(tx: Tx, businessId: Id, id: Id): Promise<void> {
  const found = await tx`select 1 from erased_customers where business_id = ${businessId} and customer_id = ${id}`;
  if (found.length > 0)
    throw new Fault('conflict', 'This customer was erased on request. Add the person as a new customer.');
}
