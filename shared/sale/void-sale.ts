import { z } from 'zod';
import { type MakeId, idSchema } from '#shared/base/ids.ts';
import { negateMinor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { CART_LINES_MAX, lineMoveSchema } from './cart.ts';
import type { SalePayload } from './sale-payload.ts';
import { paymentSchema } from './tender.ts';

const MOVES_OF_LINE_MAX = 50;

/** What a void takes back, worked out from the sale alone: whoever reads it needs nothing else. */
export const voidPayloadSchema = z.object({
  saleId: idSchema,
  reason: z.string().min(1).max(200),
  customerId: idSchema.nullable(),
  /** The sale's payments with the sign turned: what they did to debts and credits is undone. */
  payments: z.array(paymentSchema).max(50),
  /** The sale's moves with the sign turned: negative comes back on the shelf. */
  moves: z.array(lineMoveSchema).max(CART_LINES_MAX * MOVES_OF_LINE_MAX),
});
export type VoidPayload = z.infer<typeof voidPayloadSchema>;

/** Takes a finished sale, refund or exchange back, whole. */
export function voidSale(sale: SalePayload, said: { readonly reason: string; readonly makeId: MakeId }): VoidPayload {
  const { reason, makeId } = said;
  return {
    saleId: sale.saleId,
    reason,
    customerId: sale.customerId,
    payments: sale.payments.map((payment) => ({
      ...payment,
      id: makeId(),
      amountMinor: negateMinor(payment.amountMinor),
      tenderedMinor: negateMinor(payment.tenderedMinor),
      changeMinor: negateMinor(payment.changeMinor),
    })),
    moves: sale.lines.flatMap((line) =>
      line.moves.map((move) => ({ ...move, id: makeId(), quantityMilli: milli(-move.quantityMilli) })),
    ),
  };
}
