import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, listCursorSchema, pageQuerySchema } from './envelope.ts';

/** What people are told of without asking. */
export const noticeTypeSchema = z.enum([
  'low_stock',
  'expiring',
  'oversold',
  'case',
  'quarantine',
  'silent_till',
  'drawer_variance',
  'end_of_day',
]);
export type NoticeType = z.infer<typeof noticeTypeSchema>;

export const noticeChannelSchema = z.enum(['app', 'email', 'push']);
export type NoticeChannel = z.infer<typeof noticeChannelSchema>;

export const notificationSchema = z.object({
  id: idSchema,
  type: noticeTypeSchema,
  storeId: idSchema.nullable(),
  title: z.string(),
  message: z.string(),
  /** What it is about, such as the ids of products or of a shift. */
  data: z.json(),
  isRead: z.boolean(),
  createdAt: z.string(),
});

const preferenceSchema = z.object({ type: noticeTypeSchema, channel: noticeChannelSchema, isOn: z.boolean() });
export type NoticePreference = z.infer<typeof preferenceSchema>;

const common = {
  area: 'notifications',
  permission: 'own',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: notificationSchema,
} as const;

export const listNotificationsEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/notifications',
  doc: 'What the caller was told of, newest first, by page or by cursor. Its version is that of what is unread.',
  params: NOTHING,
  query: pageQuerySchema.omit({ q: true }).extend({
    cursor: listCursorSchema,
    isRead: z.stringbool().optional(),
    type: noticeTypeSchema.optional(),
    storeId: idSchema.optional(),
    sort: z.enum(['-createdAt', 'createdAt']).default('-createdAt'),
  }),
  answer: z.array(notificationSchema),
  isVersioned: true,
  example: { query: { isRead: 'false' } },
});

export const getNotificationEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/notifications/:id',
  doc: 'One notification of the caller.',
  isVersioned: true,
});

export const readNotificationEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/notifications/:id/read',
  doc: 'Marks a notification as read.',
  isVersioned: true,
});

export const readAllNotificationsEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/notifications/read-all',
  doc: 'Marks all notifications of the caller as read, by the version of the list: what came since is not marked unseen.',
  params: NOTHING,
  isVersioned: true,
  answer: z.object({ count: z.number().int() }),
});

export const removeNotificationEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/notifications/:id',
  doc: 'Takes a notification off the caller’s list.',
  answer: z.object({ id: idSchema }),
});

export const noticePreferencesEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/notifications/preferences',
  doc: 'Of what the caller is told, and how.',
  params: NOTHING,
  answer: z.array(preferenceSchema),
  isVersioned: true,
});

export const editNoticePreferencesEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/notifications/preferences',
  doc: 'Changes of what the caller is told, and how; what is not named stays as it is.',
  params: NOTHING,
  body: z.object({ preferences: z.array(preferenceSchema).min(1).max(100) }),
  answer: z.array(preferenceSchema),
  isVersioned: true,
  example: { body: { preferences: [{ type: 'low_stock', channel: 'email', isOn: true }] } },
});
