import { listAuditEndpoint, listJournalEndpoint } from '#shared/api/audit-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { requireStore } from '#server/platform/sign-in/session.ts';
import { listAudit } from './list-audit.ts';
import { listJournal } from './list-journal.ts';

/** /audit-logs and /till-journal: who did what, over the API and at the tills. */
export function mountAudit(api: Api): void {
  serve(api, listAuditEndpoint, async ({ tx, session, query }) => {
    const { rows, total, nextCursor } = await listAudit(tx, session.businessId, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total, nextCursor } };
  });
  serve(api, listJournalEndpoint, async ({ tx, session, query }) => {
    if (query.storeId !== undefined) requireStore(session, query.storeId);
    const { businessId, storeIds } = session;
    const { rows, total, nextCursor } = await listJournal(tx, { businessId, storeIds, query });
    return { data: rows, meta: { page: query.page, limit: query.limit, total, nextCursor } };
  });
}
