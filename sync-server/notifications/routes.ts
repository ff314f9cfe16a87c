import {
  type NoticePreference,
  editNoticePreferencesEndpoint,
  getNotificationEndpoint,
  listNotificationsEndpoint,
  noticePreferencesEndpoint,
  readAllNotificationsEndpoint,
  readNotificationEndpoint,
  removeNotificationEndpoint,
} from '#shared/api/notification-endpoints.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { preferencesWith } from './notice-kinds.ts';
import { markAllRead, markRead } from './mark-read.ts';
import { mountPushSubscriptions } from './push-routes.ts';
import { listNotices, readNotice, readUnread } from './read-notices.ts';

/** /notifications: what a person was told of, and of what they want to be. */
export function mountNotifications(api: Api): void {
  mountPreferences(api);
  mountPushSubscriptions(api);
  serve(api, listNotificationsEndpoint, async ({ tx, session, query }) => ({
    ...(await listNotices(tx, session, query)),
    version: await readUnread(tx, session),
  }));
  serve(api, readAllNotificationsEndpoint, async ({ tx, session, caller, checkVersion }, deps) => {
    const count = await markAllRead(tx, deps, { session, caller, checkVersion });
    return { data: { count }, version: await readUnread(tx, session), message: 'All are read.' };
  });
  serve(api, getNotificationEndpoint, async ({ tx, session, params }) => ({
    data: await readNotice(tx, session, params.id),
  }));
  serve(api, readNotificationEndpoint, async ({ tx, session, caller, params, checkVersion }, deps) => {
    await markRead(tx, deps, { session, caller, checkVersion }, params.id);
    return { data: await readNotice(tx, session, params.id), message: 'It is read.' };
  });
  serve(api, removeNotificationEndpoint, async ({ tx, session, caller, params }, deps) => {
    const { type, title } = await readNotice(tx, session, params.id);
    const entity = { entityType: 'notification', entityId: params.id, oldValues: { type, title } };
    await writeAudit(tx, deps, { session, caller }, { action: 'notification.removed', ...entity });
    await tx`delete from notifications where business_id = ${session.businessId} and user_id = ${session.userId} and id = ${params.id}`;
    return { data: { id: params.id }, message: 'It was taken off the list.' };
  });
}

function mountPreferences(api: Api): void {
  serve(api, noticePreferencesEndpoint, async ({ tx, session }) => ({ data: await preferencesOf(tx, session) }));
  serve(api, editNoticePreferencesEndpoint, async ({ tx, session, caller, body, checkVersion }, deps) => {
    const at = new Date(deps.nowMs());
    await tx`select id from users where business_id = ${session.businessId} and id = ${session.userId} for update`;
    const before = await preferencesOf(tx, session);
    checkVersion(before);
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
