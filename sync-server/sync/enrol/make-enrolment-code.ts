import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { ENROLMENT_CODE_TTL_MS } from '#shared/sync/limits.ts';
import type { Tx } from '#server/store/pool.ts';
import { CODE_BYTES, hashCode, makeCode } from './enrolment-code.ts';

export type CodeOrder = {
  readonly businessId: Id;
  readonly storeId: Id;
  /** The till whose place the new machine takes. */
  readonly replacesTillId: Id | null;
  readonly createdBy: Id;
  readonly nowMs: number;
  readonly randomBytes: (count: number) => Uint8Array;
};

/**
 * Makes a one-time code with which a machine becomes a till of this store, for ten minutes.
 *
 * @throws {Fault} `not_found` where the store, or the till to replace, is not there
 */
export async function makeEnrolmentCode(tx: Tx, order: CodeOrder): Promise<{ code: string; expiresAtMs: number }> {
  const [store] =
    await tx`select id from stores where business_id = ${order.businessId} and id = ${order.storeId} and not is_deleted`;
  if (store === undefined) throw new Fault('not_found', 'There is no such store.');
  if (order.replacesTillId !== null) {
    const [till] = await tx`select till_id from till_sync
      where business_id = ${order.businessId} and till_id = ${order.replacesTillId} and store_id = ${order.storeId} and kind = 'till'`;
    const [record] = await tx`select id from tills
      where business_id = ${order.businessId} and id = ${order.replacesTillId} and store_id = ${order.storeId} and not is_deleted`;
    if (till === undefined && record === undefined)
      throw new Fault('not_found', 'There is no such till in this store.');
  }
  const code = makeCode(order.randomBytes(CODE_BYTES));
  const [at, expiresAtMs] = [new Date(order.nowMs), order.nowMs + ENROLMENT_CODE_TTL_MS];
  await tx`
    insert into enrolment_codes (business_id, code_hash, store_id, replaces_till_id, created_by, expires_at, created_at, updated_at)
    values (${order.businessId}, ${hashCode(code)}, ${order.storeId}, ${order.replacesTillId}, ${order.createdBy}, ${new Date(expiresAtMs)}, ${at}, ${at})`;
  return { code, expiresAtMs };
}
