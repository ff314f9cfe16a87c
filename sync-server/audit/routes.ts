import { listAuditEndpoint } from '#shared/api/audit-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';

type Row = {
  id: Id;
  at: Date;
  userId: Id | null;
  userName: string | null;
  action: string;
  entityType: string;
  entityId: Id | null;
  oldValues: null;
  newValues: null;
  ipAddress: string;
  userAgent: string;
};

/** /audit-logs: who did what. */
export function mountAudit(api: Api): void {
  serve(api, listAuditEndpoint, async ({ tx, session, query }) => {
    const from = tx`
      from audit_logs a where a.business_id = ${session.businessId}
      ${query.userId === undefined ? tx`` : tx`and a.user_id = ${query.userId}`}
      ${query.entityId === undefined ? tx`` : tx`and a.entity_id = ${query.entityId}`}
      ${query.from === undefined ? tx`` : tx`and a.created_at >= ${new Date(query.from)}`}
      ${query.to === undefined ? tx`` : tx`and a.created_at < ${new Date(query.to)}`}
      ${query.q === undefined ? tx`` : tx`and a.action ilike ${anywhere(query.q)}`}`;
    const rows = await tx<Row[]>`
      select a.id, a.created_at as at, a.user_id as "userId", a.action, a.entity_type as "entityType", a.entity_id as "entityId",
        a.old_values as "oldValues", a.new_values as "newValues", a.ip_address as "ipAddress", a.user_agent as "userAgent",
        (select u.full_name from users u where u.business_id = a.business_id and u.id = a.user_id) as "userName"
      ${from} order by a.created_at desc, a.id desc limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
    const [count] = await tx<{ total: number }[]>`select count(*) as total ${from}`;
    return {
      data: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
      meta: { page: query.page, limit: query.limit, total: count?.total ?? 0 },
    };
  });
}
