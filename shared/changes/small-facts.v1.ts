import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { paymentStateSchema } from '#shared/sale/tender.ts';

/** The drawer was opened without a sale. */
export const drawerOpenedV1 = {
  type: 'drawer.opened',
  v: 1,
  payload: z.object({ shiftId: idSchema.nullable(), reason: z.string().max(200) }),
} as const;

/** Somebody signed in at the till. */
export const staffSignedInV1 = { type: 'staff.signed_in', v: 1, payload: z.object({ userId: idSchema }) } as const;

/** A second person allowed on the spot what the first may not do. */
export const overrideGrantedV1 = {
  type: 'override.granted',
  v: 1,
  payload: z.object({
    askedBy: idSchema,
    grantedBy: idSchema,
    permission: z.string().max(60),
    subjectId: idSchema.nullable(),
    what: z.string().max(200),
  }),
} as const;

/** A receipt was printed once more. */
export const receiptReprintedV1 = { type: 'receipt.reprinted', v: 1, payload: z.object({ saleId: idSchema }) } as const;

/** Ways on which a receipt goes out: by the office's mail, by the customer's own phone, or from screen or paper by its code. */
export const receiptChannelSchema = z.enum(['email', 'whatsapp', 'qr']);

/** A customer asked for a receipt without paper. */
export const receiptSentV1 = {
  type: 'receipt.sent',
  v: 1,
  payload: z.object({
    saleId: idSchema,
    channel: receiptChannelSchema,
    /** An e-mail address or a phone number; empty where a code was shown. */
    to: z.string().max(254),
  }),
} as const;

/** The till's clock was set, or ran away, by more than the tolerance. */
export const clockJumpedV1 = {
  type: 'clock.jumped',
  v: 1,
  payload: z.object({ fromMs: z.number().int(), toMs: z.number().int() }),
} as const;

/** Notes or the customer of a finished sale were added. */
export const saleAnnotatedV1 = {
  type: 'sale.annotated',
  v: 1,
  payload: z.object({ saleId: idSchema, note: z.string().max(500).nullable(), customerId: idSchema.nullable() }),
} as const;

/** Money that was promised was seen, or never came. */
export const paymentSettledV1 = {
  type: 'payment.settled',
  v: 1,
  payload: z.object({
    paymentId: idSchema,
    saleId: idSchema,
    state: paymentStateSchema,
    reference: z.string().max(64),
  }),
} as const;
