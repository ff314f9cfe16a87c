import { formatMoney } from '#shared/base/format-money.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockAccount } from '#server/sync/web-edits/lock-account.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import type { FactWriter } from '#server/sync/web-edits/record-fact.ts';
import { businessDay } from './customer-account.ts';
import { readCustomer } from './read-customers.ts';

/** What stands on receipts and lists in the place of a name that was erased. */
const ERASED_NAME = 'Erased customer';
const BLANK = {
  name: ERASED_NAME,
  phone: '',
  email: '',
  taxId: '',
  creditLimitMinor: 0,
  priceListId: null,
  taxExempt: false,
  consent: false,
  isActive: false,
};

export type Removed = { readonly id: Id; readonly archived: boolean; readonly erased: boolean };

/**
 * Removes a customer that no fact names, and archives any other; `erase` also blanks the personal data for good.
 *
 * @throws {Fault} `conflict` where something is owed and the person would not be known any more
 */
export async function removeCustomer(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: { readonly id: Id; readonly erase: boolean },
): Promise<Removed> {
  const { businessId, userId } = by.session;
  await lockNames(tx, businessId);
  await lockAccount(tx, businessId, asked.id);
  const customer = await readCustomer(tx, businessId, asked.id);
  if (asked.erase && customer.balanceMinor !== 0) {
    const { money } = await businessDay(tx, businessId, deps.nowMs());
    const owed = formatMoney(customer.balanceMinor, money);
    throw new Fault('conflict', `The account stands at ${owed}. Settle it before the customer is erased.`);
  }
  const archived = await hasHistory(tx, businessId, asked.id);
  const fields = asked.erase ? BLANK : archived ? { isActive: false } : {};
  const record: RecordEdit = { kind: 'customer', id: asked.id, op: archived ? 'put' : 'delete', fields };
  if (asked.erase) {
    const now = new Date(deps.nowMs());
    await tx`insert into erased_customers (business_id, customer_id, erased_by, created_at, updated_at)
      values (${businessId}, ${asked.id}, ${userId}, ${now}, ${now}) on conflict do nothing`;
  }
  const done = asked.erase ? 'erased' : archived ? 'archived' : 'removed';
  await editRecords(tx, deps, by, {
    records: [record],
    audited: { action: `customer.${done}`, entityType: 'customer', entityId: asked.id },
  });
  return { id: asked.id, archived, erased: asked.erase };
}

async function hasHistory(tx: Tx, businessId: Id, id: Id): Promise<boolean> {
  const [found] = await tx<{ has: boolean }[]>`
    select exists (select from sales_orders where business_id = ${businessId} and customer_id = ${id})
      or exists (select from customer_ledger where business_id = ${businessId} and customer_id = ${id})
      or exists (select from payments where business_id = ${businessId} and customer_id = ${id})
      or exists (select from credits where business_id = ${businessId} and customer_id = ${id}) as has`;
  return found?.has ?? false;
}
