import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Tx } from '#server/store/pool.ts';

/** Refuses a code that another store has; call it under `lockNames`. @throws {Fault} `conflict` */
export async function requireFreeCode(tx: Tx, businessId: Id, code: string, ownId: Id | null): Promise<void> {
  const [other] = await tx<{ name: string }[]>`
    select name from stores where business_id = ${businessId} and code = ${code} and not is_deleted and id is distinct from ${ownId}`;
  if (other !== undefined) throw new Fault('conflict', `The code ${code} is ${other.name}’s already. Take another.`);
}

/** Refuses a new code once receipts carry the old one. @throws {Fault} `conflict` */
export async function requireNoSale(tx: Tx, businessId: Id, storeId: Id): Promise<void> {
  const sold = await tx`select 1 from sales_orders where business_id = ${businessId} and store_id = ${storeId} limit 1`;
  if (sold.length > 0) throw new Fault('conflict', 'The code is frozen: receipts carry it since the first sale.');
}

/** @throws {BadInput} where the manager is nobody of the business */
export async function requireManager(tx: Tx, businessId: Id, managerId: Id | null | undefined): Promise<void> {
  if (managerId === null || managerId === undefined) return;
  const found =
    await tx`select 1 from users where business_id = ${businessId} and id = ${managerId} and not is_deleted`;
  if (found.length === 0) throw new BadInput([{ field: 'managerId', message: 'There is no such person.' }]);
}
