import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, listCursorSchema, pageQuerySchema } from './envelope.ts';

export const shiftRowSchema = z.object({
  id: idSchema,
  storeId: idSchema,
  storeName: z.string(),
  tillId: idSchema,
  tillName: z.string(),
  /** Null where word of the opening has not come yet. */
  businessDate: businessDateSchema.nullable(),
  openedAt: z.string().nullable(),
  openedById: idSchema.nullable(),
  openedByName: z.string(),
  closedAt: z.string().nullable(),
  closedById: idSchema.nullable(),
  closedByName: z.string().nullable(),
  floatMinor: minorSchema,
  /** What the till said when it closed; null while it is open. */
  expectedMinor: minorSchema.nullable(),
  countedMinor: minorSchema.nullable(),
  varianceMinor: minorSchema.nullable(),
  varianceReason: z.string(),
});
export type ShiftRow = z.infer<typeof shiftRowSchema>;

/** The Z report, or of an open drawer the X report: from the facts that arrived so far, by the till's own maths. */
export const shiftReportAnswerSchema = shiftRowSchema.extend({
  currency: z.string(),
  saleCount: z.number().int(),
  refundCount: z.number().int(),
  salesMinor: minorSchema,
  refundsMinor: minorSchema,
  discountMinor: minorSchema,
  taxMinor: minorSchema,
  tenders: z.array(
    z.object({
      method: paymentMethodSchema,
      amountMinor: minorSchema,
      count: z.number().int(),
      /** Promised and not seen yet. */
      pendingMinor: minorSchema,
    }),
  ),
  cashInMinor: minorSchema,
  cashOutMinor: minorSchema,
  dropMinor: minorSchema,
  /** What the drawer should hold by the facts that arrived so far. */
  expectedSoFarMinor: minorSchema,
  /** Pieces by denomination, as they were counted; empty where only the sum was. */
  counted: z.array(z.object({ denominationMinor: minorSchema, pieces: z.number().int() })),
  cashMovements: z.array(
    z.object({
      id: idSchema,
      kind: z.enum(['in', 'out', 'drop']),
      amountMinor: minorSchema,
      reason: z.string(),
      byName: z.string(),
      occurredAt: z.string(),
    }),
  ),
});
export type ShiftReportAnswer = z.infer<typeof shiftReportAnswerSchema>;

export const listShiftsEndpoint = defineEndpoint({
  area: 'shifts',
  method: 'get',
  path: '/shifts',
  permission: 'shifts.read',
  doc: 'Drawers, newest first: who opened and closed them, and by how much they differed. By page, or by cursor.',
  params: NOTHING,
  query: pageQuerySchema.omit({ q: true }).extend({
    cursor: listCursorSchema,
    storeId: idSchema.optional(),
    tillId: idSchema.optional(),
    openedById: idSchema.optional(),
    isOpen: z.stringbool().optional(),
    /** Whether the counted drawer differed. */
    hasVariance: z.stringbool().optional(),
    from: calendarDaySchema.optional(),
    to: calendarDaySchema.optional(),
    sort: z.enum(['-openedAt', 'openedAt']).default('-openedAt'),
  }),
  body: NOTHING,
  answer: z.array(shiftRowSchema),
  example: { query: { from: '2026-11-21', to: '2026-11-21' } },
});

export const getShiftEndpoint = defineEndpoint({
  area: 'shifts',
  method: 'get',
  path: '/shifts/:id',
  permission: 'shifts.read',
  doc: 'One drawer: its Z report, the same figures as the till’s, or so far where it is open.',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: shiftReportAnswerSchema,
});
