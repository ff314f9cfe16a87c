import { postgres } from '#server/store/driver/driver.ts';
import { must } from '#shared/base/assert.ts';
import { RECORD_KINDS } from '#shared/changes/record-kinds.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { AdoptRequest } from '#shared/sync/join.ts';
import type { Caller } from '../platform/http/request-env.ts';
import { writeAudit } from '../platform/audit/write-audit.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import { withTenant } from '../store/tenant-transaction.ts';
import { placeAloneTill } from '../sync/alone/place-alone-till.ts';
import type { ServerKey } from '../sync/door/server-key.ts';
import { editRecords } from '../sync/web-edits/edit-records.ts';
import { issueToken } from './one-time-token.ts';

export type AdoptDeps = ServerDeps & { readonly serverKey: () => ServerKey };

type Said = { readonly asked: AdoptRequest; readonly passwordHash: string; readonly caller: Caller };

/**
 * Makes the business, its people and its till under the till's own ids, in one transaction that ends with the feed.
 *
 * @returns the token of the confirmation
 */
export function adoptBusiness(deps: AdoptDeps, { asked, passwordHash, caller }: Said): Promise<string> {
  const { till, ownerId, email } = asked;
  const { businessId, storeId, tillId } = till;
  const by = { session: { businessId, userId: ownerId }, caller };
  const at = new Date(deps.nowMs());
  const business = RECORD_KINDS.business.parse(fieldsOf(asked, 'business'));
  const record = RECORD_KINDS.till.parse(fieldsOf(asked, 'till'));
  return withTenant(deps.pool, businessId, async (tx) => {
    await tx`
      insert into businesses (business_id, id, owner_id, time_zone, created_at, updated_at)
      values (${businessId}, ${businessId}, ${ownerId}, ${business.timeZone}, ${at}, ${at})`;
    await tx`
      insert into stores (business_id, id, created_at, updated_at) values (${businessId}, ${storeId}, ${at}, ${at})`;
    await tx`
      insert into users (business_id, id, email, password_hash, locale, created_at, updated_at)
      values (${businessId}, ${ownerId}, ${email}, ${passwordHash}, ${business.locale}, ${at}, ${at})`;
    const token = await issueToken(tx, deps, { businessId, userId: ownerId, kind: 'verify' }, caller);
    const { publicKey, app, protocol } = asked;
    const { epoch, series } = till;
    const placing = { businessId, storeId, tillId, tillCode: record.code, publicKey, app, protocol, epoch, series, at };
    await placeAloneTill(tx, deps.serverKey(), placing);
    await editRecords(tx, deps, by, {
      records: asked.records.map(({ kind, id, fields }): RecordEdit => ({ kind, id, op: 'put', fields })),
      audited: { action: 'business.adopted', entityType: 'business', entityId: businessId, newValues: { tillId } },
    });
    return token;
  });
}

/** Whose e-mail it is, and the password, may be typed anew until the address is confirmed. Null where it belongs to somebody else. */
export async function renameOwner(deps: AdoptDeps, { asked, passwordHash, caller }: Said): Promise<string | null> {
  const { businessId } = asked.till;
  const by = { session: { businessId, userId: asked.ownerId }, caller };
  const at = new Date(deps.nowMs());
  try {
    return await withTenant(deps.pool, businessId, async (tx) => {
      const [owner] = await tx<{ id: string }[]>`
        update users u set email = ${asked.email}, password_hash = ${passwordHash}, updated_at = ${at}
        from businesses b where b.business_id = ${businessId} and u.business_id = b.business_id and u.id = b.owner_id and not u.is_verified
        returning u.id`;
      if (owner === undefined) return null;
      await tx`
        update user_tokens set used_at = ${at}, updated_at = ${at}
        where business_id = ${businessId} and user_id = ${owner.id} and kind = 'verify' and used_at is null`;
      await writeAudit(tx, deps, by, { action: 'email.changed', entityType: 'user', entityId: owner.id });
      return issueToken(tx, deps, { businessId, userId: owner.id, kind: 'verify' }, caller);
    });
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.constraint_name === 'users_by_email') return null;
    throw error;
  }
}

function fieldsOf({ records }: AdoptRequest, kind: 'business' | 'till') {
  const record = records.find((one) => one.kind === kind);
  return must(record, `a ${kind} was handed over`).fields;
}
