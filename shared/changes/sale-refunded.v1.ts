import { salePayloadSchema } from '#shared/sale/sale-payload.ts';

/** Goods came back and money went out, with a receipt (`refundOf`) or without. */
export const saleRefundedV1 = { type: 'sale.refunded', v: 1, payload: salePayloadSchema } as const;
