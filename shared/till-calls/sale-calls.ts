import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { discountSchema } from '#shared/sale/cart.ts';
import { PAYMENTS_MAX } from '#shared/sale/limits.ts';
import { tenderSchema } from '#shared/sale/tender.ts';
import { approvalSchema } from './approval.ts';
import { itemViewSchema } from './catalogue-calls.ts';
import { completedViewSchema, saleViewSchema } from './sale-view.ts';

const reasonSchema = z.string().trim().max(120).default('');
/** What people call a parked sale fits on one line. */
export const PARKED_NAME_MAX = 60;
const ofSale = { saleId: idSchema };
const discountInputSchema = z.discriminatedUnion('kind', [
  discountSchema.options[0].pick({ kind: true, ppm: true }),
  discountSchema.options[1].pick({ kind: true, amountMinor: true }),
]);

export const saleCurrentCall = defineCall({
  name: 'sale.current',
  input: z.object({}),
  output: z.object({ sale: saleViewSchema.nullable(), parkedCount: z.number().int() }),
  permission: 'sales.create',
  writes: false,
  doc: 'The open sale of this till, as it lies on its disk.',
});

export const saleOpenCall = defineCall({
  name: 'sale.open',
  input: z.object({ customerId: idSchema.nullable().default(null) }),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Opens an empty sale; an open one with lines is parked first.',
});

export const saleAddItemCall = defineCall({
  name: 'sale.add_item',
  input: z.object({
    /** Null opens a sale with this item. */
    saleId: idSchema.nullable(),
    item: z.union([z.object({ code: z.string().min(1).max(200) }), z.object({ variantId: idSchema })]),
    /** In the unit sold; 1000 where nothing is said. */
    quantityMilli: milliSchema.optional(),
    /** For open-price items, or a price given by somebody who may. */
    unitPriceMinor: minorSchema.optional(),
    /** False keeps a line of its own even for the same item. */
    merge: z.boolean().default(true),
    note: z.string().max(200).default(''),
    approval: approvalSchema.optional(),
  }),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Adds a scanned code or a chosen item; the same item again raises its quantity.',
});

export const saleChangeLineCall = defineCall({
  name: 'sale.change_line',
  input: z.object({
    ...ofSale,
    lineId: idSchema,
    quantityMilli: milliSchema.optional(),
    unitPriceMinor: minorSchema.optional(),
    note: z.string().max(200).optional(),
    reason: reasonSchema,
    approval: approvalSchema.optional(),
  }),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Changes quantity, price (sales.price_override) or note of a line.',
});

export const saleRemoveLineCall = defineCall({
  name: 'sale.remove_line',
  input: z.object({ ...ofSale, lineId: idSchema, reason: reasonSchema }),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Takes a line out of the sale; it stays in the journal.',
});

export const saleDiscountCall = defineCall({
  name: 'sale.discount',
  input: z.object({
    ...ofSale,
    lineId: idSchema.nullable(),
    discount: discountInputSchema.nullable(),
    reason: reasonSchema,
    approval: approvalSchema.optional(),
  }),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Gives a line (or with no line the whole sale) a discount, or takes it back; above the role’s limit somebody with sales.discount agrees.',
});

export const saleSetCustomerCall = defineCall({
  name: 'sale.set_customer',
  input: z.object({ saleId: idSchema.nullable(), customerId: idSchema.nullable() }),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Says whose sale it is.',
});

export const saleUndoCall = defineCall({
  name: 'sale.undo',
  input: z.object({ ...ofSale, redo: z.boolean().default(false) }),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Takes the last edit of the open sale back, or gives it again.',
});

export const saleClearCall = defineCall({
  name: 'sale.clear',
  input: z.object({ ...ofSale, reason: reasonSchema }),
  output: z.object({}),
  permission: 'sales.create',
  writes: true,
  doc: 'Drops the open sale; what lay in it is recorded.',
});

export const saleBringBackCall = defineCall({
  name: 'sale.bring_back',
  input: z.object({}),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Opens again what the same person dropped last, as a sale of its own; until the next sale begins.',
});

export const saleParkCall = defineCall({
  name: 'sale.park',
  input: z.object({ ...ofSale, name: z.string().trim().max(PARKED_NAME_MAX).default('') }),
  output: z.object({ parkedCount: z.number().int() }),
  permission: 'sales.create',
  writes: true,
  doc: 'Puts the sale aside; the next cashier sees it too.',
});

export const saleParkedCall = defineCall({
  name: 'sale.parked',
  input: z.object({}),
  output: z.object({
    parked: z.array(
      z.object({
        saleId: idSchema,
        name: z.string(),
        customerName: z.string().nullable(),
        lineCount: z.number().int(),
        totalMinor: minorSchema,
        parkedAtMs: z.number().int(),
        parkedBy: z.string(),
        firstLines: z.array(z.string()),
      }),
    ),
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'The sales that were put aside.',
});

export const saleNameParkedCall = defineCall({
  name: 'sale.name_parked',
  /** An empty name takes it away. */
  input: z.object({ ...ofSale, name: z.string().trim().max(PARKED_NAME_MAX) }),
  output: z.object({}),
  permission: 'sales.create',
  writes: true,
  doc: 'Says by what people know a parked sale, such as “the lady in red”.',
});

export const saleRecallCall = defineCall({
  name: 'sale.recall',
  input: z.object({ ...ofSale }),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Takes a parked sale up again; an open one with lines is parked first.',
});

export const saleCompleteCall = defineCall({
  name: 'sale.complete',
  input: z.object({ ...ofSale, tenders: z.array(tenderSchema).max(50), approval: approvalSchema.optional() }),
  output: completedViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Takes the payments, gives the change and writes the sale down for good; then drawer and printer. Also completes refunds and exchanges.',
});

export const saleKeepPaymentsCall = defineCall({
  name: 'sale.keep_payments',
  input: z.object({ ...ofSale, payments: z.array(tenderSchema).max(PAYMENTS_MAX) }),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Writes down what the customer paid so far, in place of what stood there: it stays with the open sale until all is paid.',
});

/** A past sale in a list: to refund, to reprint. */
export const pastSaleViewSchema = z.object({
  saleId: idSchema,
  kind: z.enum(['sale', 'refund', 'exchange']),
  receiptNumber: z.string(),
  occurredAtMs: z.number().int(),
  cashierName: z.string(),
  customerName: z.string().nullable(),
  totalMinor: minorSchema,
  lineCount: z.number().int(),
  here: z.boolean(),
});

export const saleFindCall = defineCall({
  name: 'sale.find',
  /** A receipt number, a receipt's bar code (40 digits), a sale's id, or nothing for the latest. */
  input: z.object({
    text: z.string().trim().max(200),
    limit: z.number().int().min(1).max(100).default(30),
    /** With no text: only what was sold before this, the last row of the page before. */
    before: z.object({ occurredAtMs: z.number().int(), saleId: idSchema }).nullable().default(null),
  }),
  output: z.object({ sales: z.array(pastSaleViewSchema) }),
  permission: 'sales.create',
  writes: false,
  doc: 'Finds finished sales of the store, this till’s and the others’, with no network; a receipt’s code or id that is not here is asked for at the office, for a few moments at most.',
});

export const refundableSchema = z.object({
  sale: pastSaleViewSchema,
  lines: z.array(
    z.object({
      lineId: idSchema,
      name: z.string(),
      unit: z.string(),
      soldMilli: milliSchema,
      refundedMilli: milliSchema,
      leftMilli: milliSchema,
      unitPriceMinor: minorSchema,
      totalMinor: minorSchema,
      returnable: z.boolean(),
    }),
  ),
  payments: z.array(z.object({ method: z.string(), amountMinor: minorSchema, leftMinor: minorSchema })),
});

export const saleRefundableCall = defineCall({
  name: 'sale.refundable',
  input: z.object({ ...ofSale }),
  output: refundableSchema,
  permission: 'sales.create',
  writes: false,
  doc: 'What of a sale can still come back.',
});

const goodsBackLineSchema = z.union([
  z.object({ variantId: idSchema, quantityMilli: milliSchema, unitPriceMinor: minorSchema, restock: z.boolean() }),
  /** Credit for something without stock, such as postage. */
  z.object({ name: z.string().min(1).max(200), quantityMilli: milliSchema, unitPriceMinor: minorSchema }),
]);

/** An item that came back without a receipt, as far as its code and the catalogue say it. */
export const goodsBackViewSchema = z.object({
  item: itemViewSchema,
  /** Null where somebody has to weigh it. */
  quantityMilli: milliSchema.nullable(),
  /** What it costs today; null where it has no fixed price. */
  unitPriceMinor: minorSchema.nullable(),
});

export const saleGoodsBackCall = defineCall({
  name: 'sale.goods_back',
  input: z.object({
    item: z.union([z.object({ code: z.string().min(1).max(200) }), z.object({ variantId: idSchema })]),
  }),
  output: z.object({ items: z.array(goodsBackViewSchema) }),
  permission: 'sales.create',
  writes: false,
  doc: 'The item of a scanned code or an id with how much of it came back and today’s price, to refund it without a receipt; several where a code was given twice.',
});

export const saleRefundWorthCall = defineCall({
  name: 'sale.refund_worth',
  input: z.object({ lines: z.array(goodsBackLineSchema).min(1).max(2000) }),
  output: z.object({
    /** By line, in the order asked. */
    lines: z.array(z.object({ totalMinor: minorSchema })),
    totalMinor: minorSchema,
    /** What the drawer gives, where all of it goes back in cash. */
    cashMinor: minorSchema,
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'What goods without a receipt are worth at these prices: the amounts that sale.refund gives back for the same lines.',
});

export const saleRefundCall = defineCall({
  name: 'sale.refund',
  input: z.object({
    /** The sale that comes back; null for goods without a receipt (always two people). */
    refundOf: idSchema.nullable(),
    /** With a receipt: its lines. Without: items at a price. */
    lines: z
      .array(
        z.union([
          z.object({ lineId: idSchema, quantityMilli: milliSchema, restock: z.boolean() }),
          ...goodsBackLineSchema.options,
        ]),
      )
      .min(1)
      .max(2000),
    /** How the money goes back; null gives it back the ways it came. */
    tenders: z.array(tenderSchema).max(50).nullable(),
    reason: z.string().trim().max(120),
    /** Given where the customer is known and there is no receipt. */
    customerId: idSchema.nullable().default(null),
    approval: approvalSchema.optional(),
  }),
  output: completedViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Takes goods back, whole or by line, and gives the money back: one transaction, like a sale. Needs sales.refund, or a person who has it on the spot.',
});

export const saleExchangeCall = defineCall({
  name: 'sale.exchange',
  input: z.object({
    /** Null opens a sale with what comes back. */
    saleId: idSchema.nullable(),
    /** The sale that it comes from. */
    refundOf: idSchema,
    lines: z
      .array(z.object({ lineId: idSchema, quantityMilli: milliSchema, restock: z.boolean() }))
      .min(1)
      .max(2000),
    reason: z.string().trim().max(120),
    approval: approvalSchema.optional(),
  }),
  output: saleViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Takes goods of a receipt into the open sale, where they count against what is taken instead. Needs sales.refund, or a person who has it on the spot.',
});

export const SALE_CALLS = [
  saleCurrentCall,
  saleOpenCall,
  saleAddItemCall,
  saleChangeLineCall,
  saleRemoveLineCall,
  saleDiscountCall,
  saleSetCustomerCall,
  saleUndoCall,
  saleClearCall,
  saleBringBackCall,
  saleParkCall,
  saleParkedCall,
  saleNameParkedCall,
  saleRecallCall,
  saleKeepPaymentsCall,
  saleCompleteCall,
  saleFindCall,
  saleRefundableCall,
  saleGoodsBackCall,
  saleRefundWorthCall,
  saleRefundCall,
  saleExchangeCall,
] as const;
