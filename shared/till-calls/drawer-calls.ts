import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';
import { approvalSchema } from './approval.ts';

/** X and Z report: the drawer of one shift. */
export const shiftReportSchema = z.object({
  shiftId: idSchema,
  openedAtMs: z.number().int(),
  openedBy: z.string(),
  closedAtMs: z.number().int().nullable(),
  businessDate: z.string(),
  floatMinor: minorSchema,
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
      pendingMinor: minorSchema,
    }),
  ),
  cashInMinor: minorSchema,
  cashOutMinor: minorSchema,
  dropMinor: minorSchema,
  /** Null in a blind count: the till knows, and does not say before the drawer was counted. */
  expectedMinor: minorSchema.nullable(),
  countedMinor: minorSchema.nullable(),
  varianceMinor: minorSchema.nullable(),
  varianceReason: z.string(),
});

export const shiftCurrentCall = defineCall({
  name: 'shift.current',
  input: z.object({}),
  output: z.object({ shift: shiftReportSchema.nullable() }),
  permission: 'sales.create',
  writes: false,
  doc: 'The open drawer, without what it should hold.',
});

export const shiftOpenCall = defineCall({
  name: 'shift.open',
  input: z.object({ floatMinor: minorSchema }),
  output: shiftReportSchema,
  permission: 'shifts.open',
  writes: true,
  doc: 'Opens the drawer with its float.',
});

export const shiftXReportCall = defineCall({
  name: 'shift.x_report',
  input: z.object({}),
  output: shiftReportSchema,
  permission: 'shifts.open',
  writes: false,
  doc: 'The drawer so far.',
});

export const shiftCloseCall = defineCall({
  name: 'shift.close',
  input: z.object({
    counted: z
      .array(z.object({ denominationMinor: minorSchema, pieces: z.number().int().min(0).max(1_000_000) }))
      .max(50),
    /** Given where only the sum was counted. */
    countedMinor: minorSchema.optional(),
    varianceReason: z.string().trim().max(200).default(''),
  }),
  output: shiftReportSchema,
  permission: 'shifts.close',
  writes: true,
  doc: 'Counts the drawer blind and closes it: the Z report, one transaction.',
});

export const cashMoveCall = defineCall({
  name: 'cash.move',
  input: z.object({
    kind: z.enum(['in', 'out', 'drop']),
    amountMinor: minorSchema,
    reason: z.string().trim().min(1).max(200),
    approval: approvalSchema.optional(),
  }),
  output: z.object({ cashMovementId: idSchema }),
  permission: 'sales.create',
  writes: true,
  doc: 'Puts cash into the drawer or takes some out, with a reason; needs cash.move or a person who has it.',
});

export const drawerOpenCall = defineCall({
  name: 'drawer.open',
  input: z.object({ reason: z.string().trim().max(200).default(''), approval: approvalSchema.optional() }),
  output: z.object({}),
  permission: 'sales.create',
  writes: true,
  doc: 'Opens the drawer without a sale, and writes it down; needs cash.move or a person who has it.',
});

/** A shift that was counted and closed, as a row of a list. */
export const pastShiftViewSchema = z.object({
  shiftId: idSchema,
  openedAtMs: z.number().int(),
  openedBy: z.string(),
  closedAtMs: z.number().int(),
  varianceMinor: minorSchema,
});

export const shiftPastCall = defineCall({
  name: 'shift.past',
  /** `beforeMs` is when the last shift of the page before was opened. */
  input: z.object({
    beforeMs: z.number().int().nullable().default(null),
    limit: z.number().int().min(1).max(100).default(30),
  }),
  output: z.object({ shifts: z.array(pastShiftViewSchema), nextBeforeMs: z.number().int().nullable() }),
  permission: 'shifts.close',
  writes: false,
  doc: 'The closed shifts of this till, the latest first: one’s own, and those of others with shifts.read.',
});

export const shiftZReportCall = defineCall({
  name: 'shift.z_report',
  input: z.object({ shiftId: idSchema }),
  output: shiftReportSchema,
  permission: 'shifts.close',
  writes: false,
  doc: 'The report of a closed shift, as it was counted.',
});

export const shiftPrintCall = defineCall({
  name: 'shift.print',
  /** Null prints the open shift so far: the X report. */
  input: z.object({ shiftId: idSchema.nullable() }),
  output: z.object({}),
  // Nothing is written down, and a printer that answers late holds up no sale.
  permission: 'shifts.open',
  writes: false,
  doc: 'Prints an X report, or the Z report of a closed shift again; done when the printer took it.',
});

export const DRAWER_CALLS = [
  shiftPastCall,
  shiftZReportCall,
  shiftPrintCall,
  shiftCurrentCall,
  shiftOpenCall,
  shiftXReportCall,
  shiftCloseCall,
  cashMoveCall,
  drawerOpenCall,
] as const;
