import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { calendarDaySchema, momentSchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { pageQuerySchema } from './envelope.ts';

export const auditRowSchema = z.object({
  id: idSchema,
  at: z.string(),
  userId: idSchema.nullable(),
  userName: z.string().nullable(),
  action: z.string(),
  entityType: z.string(),
  entityId: idSchema.nullable(),
  oldValues: z.json(),
  newValues: z.json(),
  ipAddress: z.string(),
  userAgent: z.string(),
});

/** Where a list that grows without end goes on: the `nextCursor` of the page before. */
const cursorSchema = z.string().max(200).optional();

export const listAuditEndpoint = defineEndpoint({
  area: 'audit-logs',
  method: 'get',
  path: '/audit-logs',
  permission: 'audit.read',
  doc: 'Who did what, newest first; `q` searches actions. By page, or by cursor while new ones come in.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    userId: idSchema.optional(),
    /** The exact action, such as `expense.corrected`. */
    action: z.string().max(100).optional(),
    entityType: z.string().max(100).optional(),
    entityId: idSchema.optional(),
    ipAddress: z.string().max(60).optional(),
    from: momentSchema.optional(),
    to: momentSchema.optional(),
    sort: z.enum(['-at', 'at']).default('-at'),
    cursor: cursorSchema,
  }),
  body: NOTHING,
  answer: z.array(auditRowSchema),
  example: { query: { entityType: 'product', sort: '-at' } },
});

/** What a till writes down beside selling. */
export const journalTypeSchema = z.enum([
  'sale.abandoned',
  'sale.annotated',
  'drawer.opened',
  'staff.signed_in',
  'override.granted',
  'receipt.reprinted',
  'clock.jumped',
]);

export const journalRowSchema = z.object({
  id: idSchema,
  type: z.string(),
  storeId: idSchema,
  storeName: z.string(),
  tillId: idSchema,
  tillName: z.string(),
  actorId: idSchema,
  actorName: z.string().nullable(),
  /** The sale, shift or person that it is about. */
  subjectId: idSchema.nullable(),
  at: z.string(),
  businessDate: businessDateSchema,
  /** What the till wrote down, whole. */
  details: z.json(),
});

export const listJournalEndpoint = defineEndpoint({
  area: 'till-journal',
  method: 'get',
  path: '/till-journal',
  permission: 'audit.read',
  doc: 'What happened at the tills beside selling, newest first: carts given up, drawers opened, overrides, receipts printed again, clocks that jumped.',
  params: NOTHING,
  query: pageQuerySchema.omit({ q: true }).extend({
    storeId: idSchema.optional(),
    tillId: idSchema.optional(),
    actorId: idSchema.optional(),
    subjectId: idSchema.optional(),
    type: journalTypeSchema.optional(),
    from: calendarDaySchema.optional(),
    to: calendarDaySchema.optional(),
    sort: z.enum(['-at', 'at']).default('-at'),
    cursor: cursorSchema,
  }),
  body: NOTHING,
  answer: z.array(journalRowSchema),
  example: { query: { type: 'drawer.opened', from: '2026-11-01', to: '2026-11-30' } },
});
