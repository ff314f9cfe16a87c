import { z } from 'zod';
import { hlcSchema } from '#shared/base/hlc.ts';
import { idSchema } from '#shared/base/ids.ts';
import { businessDateSchema, clockQualitySchema, instantSchema } from '#shared/base/time.ts';
import { caseSettledV1 } from './case-settled.v1.ts';
import { cashMovedV1 } from './cash-moved.v1.ts';
import { creditLoadedV1 } from './credit-loaded.v1.ts';
import { customerChangedV1 } from './customer-changed.v1.ts';
import { expenseCorrectedV1 } from './expense-corrected.v1.ts';
import { expenseRecordedV1 } from './expense-recorded.v1.ts';
import { paymentReceivedV1 } from './payment-received.v1.ts';
import { productChangedV1 } from './product-changed.v1.ts';
import { recordChangedV1 } from './record-changed.v1.ts';
import { recordOfferedV1 } from './record-offered.v1.ts';
import { saleAbandonedV1 } from './sale-abandoned.v1.ts';
import { saleCompletedV1 } from './sale-completed.v1.ts';
import { saleRefundedV1 } from './sale-refunded.v1.ts';
import { saleVoidedV1 } from './sale-voided.v1.ts';
import { shiftClosedV1 } from './shift-closed.v1.ts';
import { shiftOpenedV1 } from './shift-opened.v1.ts';
import {
  clockJumpedV1,
  drawerOpenedV1,
  overrideGrantedV1,
  paymentSettledV1,
  receiptReprintedV1,
  receiptSentV1,
  saleAnnotatedV1,
  staffSignedInV1,
} from './small-facts.v1.ts';
import { stockAdjustedV1 } from './stock-adjusted.v1.ts';
import { stockCountedV1 } from './stock-counted.v1.ts';
import { stockReceivedV1 } from './stock-received.v1.ts';
import { stockTransferReceivedV1 } from './stock-transfer-received.v1.ts';
import { stockTransferredV1 } from './stock-transferred.v1.ts';

/** What every change says beside its payload. */
export const changeHeadSchema = z.object({
  id: idSchema,
  type: z.string().min(1).max(60),
  v: z.number().int().min(1).max(1000),
  entityId: idSchema,
  actorId: idSchema,
  /** Compared with the token's, never trusted. */
  businessId: idSchema,
  storeId: idSchema.nullable(),
  tillId: idSchema,
  occurredAt: instantSchema,
  businessDate: businessDateSchema,
  clockQuality: clockQualitySchema,
  hlc: hlcSchema,
});
export type ChangeHead = z.infer<typeof changeHeadSchema>;

function bodyOf<Type extends string, Version extends number, Payload extends z.ZodType>(known: {
  type: Type;
  v: Version;
  payload: Payload;
}) {
  return changeHeadSchema.extend({ type: z.literal(known.type), v: z.literal(known.v), payload: known.payload });
}

/** Every change type and version that this program can read, whole. What isn't here waits in quarantine. */
export const changeBodySchema = z.discriminatedUnion('type', [
  bodyOf(saleCompletedV1),
  bodyOf(saleRefundedV1),
  bodyOf(saleVoidedV1),
  bodyOf(saleAbandonedV1),
  bodyOf(saleAnnotatedV1),
  bodyOf(paymentReceivedV1),
  bodyOf(paymentSettledV1),
  bodyOf(creditLoadedV1),
  bodyOf(stockAdjustedV1),
  bodyOf(stockReceivedV1),
  bodyOf(stockCountedV1),
  bodyOf(stockTransferredV1),
  bodyOf(stockTransferReceivedV1),
  bodyOf(shiftOpenedV1),
  bodyOf(shiftClosedV1),
  bodyOf(cashMovedV1),
  bodyOf(drawerOpenedV1),
  bodyOf(expenseRecordedV1),
  bodyOf(expenseCorrectedV1),
  bodyOf(customerChangedV1),
  bodyOf(productChangedV1),
  bodyOf(recordChangedV1),
  bodyOf(recordOfferedV1),
  bodyOf(staffSignedInV1),
  bodyOf(overrideGrantedV1),
  bodyOf(receiptReprintedV1),
  bodyOf(receiptSentV1),
  bodyOf(clockJumpedV1),
  bodyOf(caseSettledV1),
]);

/** One parsed change of a known type. */
export type Change = z.infer<typeof changeBodySchema>;
export type ChangeType = Change['type'];
export type ChangeOf<Type extends ChangeType> = Extract<Change, { type: Type }>;
export type PayloadOf<Type extends ChangeType> = ChangeOf<Type>['payload'];
