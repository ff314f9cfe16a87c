import { salePayloadSchema } from '#shared/sale/sale-payload.ts';

/** A sale or exchange was paid for and its receipt number given. */
export const saleCompletedV1 = { type: 'sale.completed', v: 1, payload: salePayloadSchema } as const;
