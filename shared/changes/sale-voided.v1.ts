import { voidPayloadSchema } from '#shared/sale/void-sale.ts';

/** A finished sale was taken back whole, on the day on which it was made: as if it had never been, but for its number. */
export const saleVoidedV1 = { type: 'sale.voided', v: 1, payload: voidPayloadSchema } as const;
