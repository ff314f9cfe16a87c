import type { z } from 'zod';
import type { NoticeChannel, NoticePreference, NoticeType } from '#shared/api/notification-endpoints.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import { may } from '#shared/people/may.ts';
import type { Tx } from '#server/store/pool.ts';
import { NOTICE_KINDS, preferencesWith } from './notice-kinds.ts';
import { putOut } from './outgoing.ts';

/** One thing to tell of: to whom it may concern, in words. */
export type Notice = {
  readonly type: NoticeType;
  readonly storeId: Id | null;
  readonly title: string;
  readonly message: string;
  readonly data: z.core.util.JSONType;
};

type Person = {
  readonly id: Id;
  readonly permissions: readonly string[];
  readonly storeIds: readonly Id[];
  readonly chosen: readonly NoticePreference[];
  /** Their browsers that are told. */
  readonly browserIds: readonly Id[];
};

/** Tells everybody of it who may see it and wants to hear it: on their list, by e-mail and in their browsers. */
export async function tellPeople(
  tx: Tx,
  of: { readonly businessId: Id; readonly nowMs: number; readonly makeId: MakeId },
  notices: readonly Notice[],
): Promise<void> {
  if (notices.length === 0) return;
  const people = await tx<Person[]>`
    select u.id, r.permissions, u.store_ids as "storeIds",
           coalesce((select json_agg(json_build_object('type', p.type, 'channel', p.channel, 'isOn', p.is_on))
             from notification_preferences p where p.business_id = u.business_id and p.user_id = u.id), '[]') as chosen,
           array(select s.id from push_subscriptions s where s.business_id = u.business_id and s.user_id = u.id order by s.id) as "browserIds"
      from users u join roles r on r.business_id = u.business_id and r.id = u.role_id
     where u.business_id = ${of.businessId} and u.is_active and not u.is_deleted and u.email is not null`;
  for (const notice of notices)
    for (const person of people.filter((one) => concerns(notice, one))) await tell(tx, of, notice, person);
}

async function tell(
  tx: Tx,
  of: { readonly businessId: Id; readonly nowMs: number; readonly makeId: MakeId },
  notice: Notice,
  { id: userId, chosen, browserIds }: Person,
): Promise<void> {
  const at = new Date(of.nowMs);
  const wants = preferencesWith(chosen).filter(({ type, isOn }) => isOn && type === notice.type);
  const wantsBy = (channel: NoticeChannel): boolean => wants.some((one) => one.channel === channel);
  if (wantsBy('app'))
    await tx`insert into notifications (business_id, id, user_id, type, store_id, title, message, data, is_read, created_at, updated_at)
      values (${of.businessId}, ${of.makeId()}, ${userId}, ${notice.type}, ${notice.storeId}, ${notice.title}, ${notice.message},
        ${JSON.stringify(notice.data)}::text::jsonb, false, ${at}, ${at})`;
  if (wantsBy('email')) await putOut(tx, of, { channel: 'email', userId, targetId: null, ...notice });
  if (wantsBy('push'))
    for (const targetId of browserIds) await putOut(tx, of, { channel: 'push', userId, targetId, ...notice });
}

function concerns(notice: Notice, person: Person): boolean {
  if (!may(person.permissions, NOTICE_KINDS[notice.type].needs)) return false;
  return notice.storeId === null || person.storeIds.length === 0 || person.storeIds.includes(notice.storeId);
}
