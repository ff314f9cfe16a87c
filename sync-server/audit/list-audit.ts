import type { z } from 'zod';
import type { auditRowSchema, listAuditEndpoint } from '#shared/api/audit-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';
import { readTimeCursor, writeTimeCursor } from './time-cursor.ts';

type Shown = z.input<typeof auditRowSchema>;
type Row = Omit<Shown, 'at'> & { readonly at: Date };
type Query = z.output<typeof listAuditEndpoint.query>;

/** A page of who did what. By cursor no row is seen twice while new ones come in. */
export async function listAudit(
  tx: Tx,
  businessId: Id,
  query: Query,
): Promise<{ rows: Shown[]; total: number; nextCursor: string | null }> {
  const [order, past] = query.sort === '-at' ? ['desc', '<'] : ['asc', '>'];
  const after = query.cursor === undefined ? null : readTimeCursor(query.cursor);
  const where = tx`
    ${query.userId === undefined ? tx`` : tx`and a.user_id = ${query.userId}`}
    ${query.action === undefined ? tx`` : tx`and a.action = ${query.action}`}
    ${query.entityType === undefined ? tx`` : tx`and a.entity_type = ${query.entityType}`}
    ${query.entityId === undefined ? tx`` : tx`and a.entity_id = ${query.entityId}`}
    ${query.ipAddress === undefined ? tx`` : tx`and a.ip_address = ${query.ipAddress}`}
    ${query.from === undefined ? tx`` : tx`and a.created_at >= ${new Date(query.from)}`}
    ${query.to === undefined ? tx`` : tx`and a.created_at < ${new Date(query.to)}`}
    ${query.q === undefined ? tx`` : tx`and a.action ilike ${anywhere(query.q)}`}`;
  const rows = await tx<Row[]>`
    select a.id, a.created_at as at, a.user_id as "userId", a.action, a.entity_type as "entityType", a.entity_id as "entityId",
      a.old_values as "oldValues", a.new_values as "newValues", a.ip_address as "ipAddress", a.user_agent as "userAgent",
      (select u.full_name from users u where u.business_id = a.business_id and u.id = a.user_id) as "userName"
    from audit_logs a where a.business_id = ${businessId} ${where}
      ${after === null ? tx`` : tx`and (a.created_at, a.id) ${tx.unsafe(past ?? '<')} (${after.at}, ${after.id}::uuid)`}
    order by a.created_at ${tx.unsafe(order ?? 'desc')}, a.id ${tx.unsafe(order ?? 'desc')}
    limit ${query.limit} offset ${after === null ? (query.page - 1) * query.limit : 0}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from audit_logs a where a.business_id = ${businessId} ${where}`;
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    total: count?.total ?? 0,
    nextCursor: last === undefined || rows.length < query.limit ? null : writeTimeCursor(last),
  };
}
