import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { TIME_ZONE_WANTED, isTimeZone } from '#shared/base/time-zone.ts';
import { storeSchema, tillRecordSchema } from '#shared/people/business-records.ts';
import { joinPlanSchema } from '#shared/sync/join.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, pageQuerySchema, wholeListLimitSchema } from './envelope.ts';
import { archivedSchema, recordStampSchema } from './record-endpoints.ts';

export const storeAnswerSchema = recordStampSchema.extend(storeSchema.shape);
export type StoreAnswer = z.infer<typeof storeAnswerSchema>;

const storeEditSchema = storeSchema.extend({
  timeZone: storeSchema.shape.timeZone.refine(isTimeZone, TIME_ZONE_WANTED),
});

const storeCommon = {
  area: 'stores',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: storeAnswerSchema,
} as const;

export const listStoresEndpoint = defineEndpoint({
  ...storeCommon,
  method: 'get',
  path: '/stores',
  permission: 'own',
  doc: 'The stores that the caller may see.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    isActive: z.stringbool().optional(),
    sort: z.enum(['name', '-name', 'code', '-code', 'createdAt', '-createdAt']).default('name'),
  }),
  answer: z.array(storeAnswerSchema),
});

export const getStoreEndpoint = defineEndpoint({
  ...storeCommon,
  method: 'get',
  path: '/stores/:id',
  permission: 'own',
  doc: 'One store that the caller may see.',
  isVersioned: true,
});

export const addStoreEndpoint = defineEndpoint({
  ...storeCommon,
  method: 'post',
  path: '/stores',
  permission: 'settings.write',
  doc: 'Opens a store. Its code stands in front of every receipt number.',
  params: NOTHING,
  body: storeEditSchema.extend({
    address: storeSchema.shape.address.default(''),
    phone: storeSchema.shape.phone.default(''),
    /** The business's own where it is left out. */
    timeZone: storeEditSchema.shape.timeZone.optional(),
    managerId: storeSchema.shape.managerId.default(null),
    receiptHeader: storeSchema.shape.receiptHeader.default(''),
    receiptFooter: storeSchema.shape.receiptFooter.default(''),
    isActive: z.boolean().default(true),
  }),
  status: 201,
  isVersioned: true,
  example: { body: { name: 'Surulere', code: 'SUR', address: '14 Adeniran Ogunsanya Street' } },
});

export const editStoreEndpoint = defineEndpoint({
  ...storeCommon,
  method: 'put',
  path: '/stores/:id',
  permission: 'settings.write',
  doc: 'Changes the named fields of a store. The code is frozen after the first sale.',
  body: storeEditSchema.partial(),
  isVersioned: true,
  example: { body: { phone: '+234 803 555 0101', receiptFooter: 'Thank you. Goods come back within 7 days.' } },
});

export const removeStoreEndpoint = defineEndpoint({
  ...storeCommon,
  method: 'delete',
  path: '/stores/:id',
  permission: 'settings.write',
  doc: 'Archives a store: it sells no more, its history stays.',
  answer: archivedSchema,
});

export const tillRowSchema = tillRecordSchema.extend({
  id: idSchema,
  /** ISO 8601; null for a till that was never heard from. */
  lastSeenAt: z.string().nullable(),
  /** How many of its changes wait to be sent, as it last said. */
  waitingKnown: z.number().int(),
  appVersion: z.string().nullable(),
});
export type TillRow = z.infer<typeof tillRowSchema>;

export const tillStateSchema = tillRowSchema.extend({
  /** How far the till's clock is ahead of the server's; negative where it is behind. */
  clockAheadMs: z.number().int(),
  series: z.string().nullable(),
  /** The last change of its present epoch that arrived. */
  lastSeq: z.number().int(),
  /** Changes that arrived and wait for a person to settle them. */
  quarantined: z.number().int(),
  /** Two machines are this till; the owner chooses which stays. */
  isCloned: z.boolean(),
});

export const listTillsEndpoint = defineEndpoint({
  area: 'tills',
  method: 'get',
  path: '/stores/:id/tills',
  permission: 'tills.read',
  doc: 'The tills of a store, and when each was last heard from.',
  params: idParamsSchema,
  query: pageQuerySchema.extend({
    limit: wholeListLimitSchema,
    sort: z.enum(['code', '-code', 'name', '-name']).default('code'),
  }),
  body: NOTHING,
  answer: z.array(tillRowSchema),
});

export const tillStateEndpoint = defineEndpoint({
  area: 'tills',
  method: 'get',
  path: '/tills/:id/state',
  permission: 'tills.read',
  doc: 'How a till is: last contact, what waits, its clock, its receipt series.',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: tillStateSchema,
  isVersioned: true,
});

export const enrolmentCodeEndpoint = defineEndpoint({
  area: 'tills',
  method: 'post',
  path: '/stores/:id/tills/enrolment-code',
  permission: 'tills.write',
  doc: 'Makes a one-time code, good for ten minutes, that turns a machine into a till of this store, or into the successor of one.',
  params: idParamsSchema,
  query: NOTHING,
  body: z.object({ replaces: idSchema.optional() }),
  answer: z.object({ code: z.string(), expiresAt: z.string() }),
  status: 201,
  isSecret: true,
  example: { body: { replaces: '01890000-0000-7000-8000-000000000004' } },
});

export const editTillEndpoint = defineEndpoint({
  area: 'tills',
  method: 'put',
  path: '/tills/:id',
  permission: 'tills.write',
  doc: 'Renames a till. Its code never changes, since receipt numbers carry it.',
  params: idParamsSchema,
  query: NOTHING,
  body: z.object({ name: tillRecordSchema.shape.name }),
  answer: tillRowSchema,
  isVersioned: true,
  example: { body: { name: 'Till by the door' } },
});

export const listJoinsEndpoint = defineEndpoint({
  area: 'tills',
  method: 'get',
  path: '/tills/joins',
  permission: 'tills.write',
  doc: 'Tills that began alone and ask to join, until somebody confirms.',
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  answer: z.array(z.object({ tillId: idSchema, storeId: idSchema, storeName: z.string(), askedAt: z.string() })),
});

export const joinPlanEndpoint = defineEndpoint({
  area: 'tills',
  method: 'get',
  path: '/tills/:id/join',
  permission: 'tills.write',
  doc: 'What joining this till would do, by the products and people as they are now. Nothing of it has happened.',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: joinPlanSchema,
});

export const confirmJoinEndpoint = defineEndpoint({
  area: 'tills',
  method: 'post',
  path: '/tills/:id/join/confirm',
  permission: 'tills.write',
  doc: 'Joins the till as the plan with this hash says; a plan that changed meanwhile is refused. The till hands over by itself.',
  params: idParamsSchema,
  query: NOTHING,
  body: z.object({ planHash: joinPlanSchema.shape.hash }),
  answer: tillRowSchema,
  example: { body: { planHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' } },
});

export const revokeTillEndpoint = defineEndpoint({
  area: 'tills',
  method: 'post',
  path: '/tills/:id/revoke',
  permission: 'tills.write',
  doc: 'Switches a till off: it may only leave its waiting sales for approval.',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: tillRowSchema,
});
