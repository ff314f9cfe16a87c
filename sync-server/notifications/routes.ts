import type { z } from 'zod';
import {
  type NoticePreference,
  editNoticePreferencesEndpoint,
  getNotificationEndpoint,
  listNotificationsEndpoint,
  noticePreferencesEndpoint,
  type notificationSchema,
  readAllNotificationsEndpoint,
  readNotificationEndpoint,
  removeNotificationEndpoint,
} from '#shared/api/notification-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { preferencesWith } from './notice-kinds.ts';
import { mountPushSubscriptions } from './push-routes.ts';

type Shown = z.input<typeof notificationSchema>;
type Row = Omit<Shown, 'createdAt'> & { readonly createdAt: Date };

const COLUMNS = `n.id, n.type, n.store_id as "storeId", n.title, n.message, n.data, n.is_read as "isRead", n.created_at as "createdAt"`;

const ORDERS = { '-createdAt': 'n.created_at desc, n.id desc', createdAt: 'n.created_at, n.id' } as const;

/** /notifications: what a person was told of, and of what they want to be. */
export function mountNotifications(api: Api): void {
  mountPreferences(api);
  mountPushSubscriptions(api);
  serve(api, listNotificationsEndpoint, async ({ tx, session, query }) => {
    const where = tx`n.user_id = ${session.userId}
      ${query.isRead === undefined ? tx`` : tx`and n.is_read = ${query.isRead}`}
      ${query.type === undefined ? tx`` : tx`and n.type = ${query.type}`}
      ${query.storeId === undefined ? tx`` : tx`and n.store_id = ${query.storeId}`}`;
    const rows = await tx<Row[]>`
      select ${tx.unsafe(COLUMNS)} from notifications n where n.business_id = ${session.businessId} and ${where}
      order by ${tx.unsafe(ORDERS[query.sort])} limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
    const [count] = await tx<{ total: number }[]>`
      select count(*) as total from notifications n where n.business_id = ${session.businessId} and ${where}`;
    return { data: rows.map(shown), meta: { page: query.page, limit: query.limit, total: count?.total ?? 0 } };
  });
  serve(api, readAllNotificationsEndpoint, async ({ tx, session }, { nowMs }) => {
    const read = await tx`
      update notifications set is_read = true, updated_at = ${new Date(nowMs())}
       where business_id = ${session.businessId} and user_id = ${session.userId} and not is_read returning id`;
    return { data: { count: read.length }, message: 'All are read.' };
  });
  serve(api, getNotificationEndpoint, async ({ tx, session, params }) => ({
    data: await readOne(tx, session, params.id),
  }));
  serve(api, readNotificationEndpoint, async ({ tx, session, params }, { nowMs }) => {
    await tx`update notifications set is_read = true, updated_at = ${new Date(nowMs())}
      where business_id = ${session.businessId} and user_id = ${session.userId} and id = ${params.id} and not is_read`;
    return { data: await readOne(tx, session, params.id), message: 'It is read.' };
  });
  serve(api, removeNotificationEndpoint, async ({ tx, session, caller, params }, deps) => {
    const { type, title } = await readOne(tx, session, params.id);
    const entity = { entityType: 'notification', entityId: params.id, oldValues: { type, title } };
    await writeAudit(tx, deps, { session, caller }, { action: 'notification.removed', ...entity });
    await tx`delete from notifications where business_id = ${session.businessId} and user_id = ${session.userId} and id = ${params.id}`;
    return { data: { id: params.id }, message: 'It was taken off the list.' };
  });
}

function mountPreferences(api: Api): void {
  serve(api, noticePreferencesEndpoint, async ({ tx, session }) => ({ data: await preferencesOf(tx, session) }));
  serve(api, editNoticePreferencesEndpoint, async ({ tx, session, caller, body }, deps) => {
    const at = new Date(deps.nowMs());
    const before = await preferencesOf(tx, session);
    for (const { type, channel, isOn } of body.preferences)
      await tx`insert into notification_preferences (business_id, user_id, type, channel, is_on, created_at, updated_at)
        values (${session.businessId}, ${session.userId}, ${type}, ${channel}, ${isOn}, ${at}, ${at})
        on conflict (business_id, user_id, type, channel) do update set is_on = excluded.is_on, updated_at = excluded.updated_at`;
    const touched = (all: readonly NoticePreference[]): NoticePreference[] =>
      all.filter((one) => body.preferences.some(({ type, channel }) => one.type === type && one.channel === channel));
    const after = await preferencesOf(tx, session);
    const entity = { entityType: 'user', entityId: session.userId };
    const values = { oldValues: touched(before), newValues: touched(after) };
    await writeAudit(
      tx,
      deps,
      { session, caller },
      { action: 'notification_preferences.edited', ...entity, ...values },
    );
    return { data: after, message: 'Saved.' };
  });
}

async function preferencesOf(tx: Tx, { businessId, userId }: Session): Promise<NoticePreference[]> {
  const chosen = await tx<NoticePreference[]>`
    select type, channel, is_on as "isOn" from notification_preferences where business_id = ${businessId} and user_id = ${userId}`;
  return preferencesWith(chosen);
}

function shown(row: Row): Shown {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

async function readOne(tx: Tx, { businessId, userId }: Session, id: Id): Promise<Shown> {
  const [row] = await tx<Row[]>`
    select ${tx.unsafe(COLUMNS)} from notifications n
     where n.business_id = ${businessId} and n.user_id = ${userId} and n.id = ${id}`;
  if (row === undefined)
    throw new Fault('not_found', 'There is no such notification. It may have been taken off the list.');
  return shown(row);
}
