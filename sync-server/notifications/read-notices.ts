import type { z } from 'zod';
import type { listNotificationsEndpoint, notificationSchema } from '#shared/api/notification-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ListOrder, type PageFound, pageMeta, pageParts } from '#server/sync/web-edits/cursor-page.ts';

type Notice = z.input<typeof notificationSchema>;
type Row = Omit<Notice, 'createdAt'> & { readonly createdAt: Date };
type Query = z.output<typeof listNotificationsEndpoint.query>;

const COLUMNS = `n.id, n.type, n.store_id as "storeId", n.title, n.message, n.data, n.is_read as "isRead", n.created_at as "createdAt"`;

const ORDERS: Readonly<Record<Query['sort'], ListOrder>> = {
  '-createdAt': { column: 'n.created_at', by: 'time', isDown: true },
  createdAt: { column: 'n.created_at', by: 'time', isDown: false },
};

/** What a person has not read yet, as far as a list of it can be compared with one read before: how much, and the newest. */
export type Unread = { readonly unread: number; readonly newest: string | null };

/** A page of what a person was told of. */
export async function listNotices(
  tx: Tx,
  session: Session,
  query: Query,
): Promise<{ readonly data: Notice[]; readonly meta: PageFound }> {
  const where = tx`n.user_id = ${session.userId}
    ${query.isRead === undefined ? tx`` : tx`and n.is_read = ${query.isRead}`}
    ${query.type === undefined ? tx`` : tx`and n.type = ${query.type}`}
    ${query.storeId === undefined ? tx`` : tx`and n.store_id = ${query.storeId}`}`;
  const { after, orderBy, offset } = pageParts(tx, ORDERS[query.sort], query, 'n.id');
  const rows = await tx<Row[]>`
    select ${tx.unsafe(COLUMNS)} from notifications n where n.business_id = ${session.businessId} and ${where} ${after}
    order by ${orderBy} limit ${query.limit} offset ${offset}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from notifications n where n.business_id = ${session.businessId} and ${where}`;
  const meta = pageMeta(query, { rows, total: count?.total }, ({ createdAt }) => createdAt);
  return { data: rows.map(shown), meta };
}

/** @throws {Fault} `not_found`, also for somebody else's */
export async function readNotice(tx: Tx, { businessId, userId }: Session, id: Id): Promise<Notice> {
  const [row] = await tx<Row[]>`
    select ${tx.unsafe(COLUMNS)} from notifications n
     where n.business_id = ${businessId} and n.user_id = ${userId} and n.id = ${id}`;
  if (row === undefined)
    throw new Fault('not_found', 'There is no such notification. It may have been taken off the list.');
  return shown(row);
}

/** What the version of a person's list is made of. */
export async function readUnread(tx: Tx, { businessId, userId }: Session): Promise<Unread> {
  const [found] = await tx<Unread[]>`
    select count(*)::integer as unread, max(n.id::text) as newest from notifications n
    where n.business_id = ${businessId} and n.user_id = ${userId} and not n.is_read`;
  return found ?? { unread: 0, newest: null };
}

function shown(row: Row): Notice {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
