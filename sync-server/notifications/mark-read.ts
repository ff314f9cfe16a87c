import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import type { Editor } from '#server/sync/web-edits/edit-records.ts';
import { readNotice } from './read-notices.ts';

type Reader = Editor & { readonly session: Session; readonly checkVersion: (current: unknown) => void };

/** Marks a notification as read. @throws {Fault} `not_found`, `stale_version` */
export async function markRead(tx: Tx, deps: ServerDeps, by: Reader, id: Id): Promise<void> {
  const { businessId, userId } = by.session;
  await tx`select id from notifications where business_id = ${businessId} and user_id = ${userId} and id = ${id} for update`;
  const notice = await readNotice(tx, by.session, id);
  by.checkVersion(notice);
  if (notice.isRead) return;
  await tx`update notifications set is_read = true, updated_at = ${new Date(deps.nowMs())}
    where business_id = ${businessId} and user_id = ${userId} and id = ${id}`;
  const values = { oldValues: { isRead: false }, newValues: { isRead: true } };
  await writeAudit(tx, deps, by, {
    action: 'notification.read',
    entityType: 'notification',
    entityId: id,
    ...values,
  });
}

/** Marks all that a person has not read as read, and nothing that came since the list was seen. Gives how many. @throws {Fault} `stale_version` */
export async function markAllRead(tx: Tx, deps: ServerDeps, by: Reader): Promise<number> {
  const { businessId, userId } = by.session;
  const unread = await tx<{ id: Id }[]>`
    select id from notifications where business_id = ${businessId} and user_id = ${userId} and not is_read
    order by id for update`;
  by.checkVersion({ unread: unread.length, newest: unread.at(-1)?.id ?? null });
  if (unread.length === 0) return 0;
  const ids = unread.map(({ id }) => id);
  await tx`update notifications set is_read = true, updated_at = ${new Date(deps.nowMs())}
    where business_id = ${businessId} and user_id = ${userId} and id = any(${ids}::uuid[])`;
  const values = { oldValues: { unread: ids.length }, newValues: { unread: 0 } };
  await writeAudit(tx, deps, by, {
    action: 'notification.all_read',
    entityType: 'user',
    entityId: userId,
    ...values,
  });
  return ids.length;
}
