import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';

const textSchema = z.string().max(600);
const shortSchema = z.string().max(300);

/** How large a line of text stands; `total` and `change` are the two that are read from across the counter. */
export const receiptSizeSchema = z.enum(['small', 'normal', 'change', 'total', 'shop']);
export type ReceiptSize = z.infer<typeof receiptSizeSchema>;

/** One line of the tax table, every amount already in words. */
export const receiptTaxRowSchema = z.object({
  /** The letter that stands behind the lines of this rate; empty for untaxed goods. */
  letter: z.string().max(4),
  rate: shortSchema,
  before: shortSchema,
  tax: shortSchema,
  withTax: shortSchema,
});

/** One piece of a receipt, from top to bottom. Amounts are text in the business's locale; nobody below adds or formats. */
export const receiptBlockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('logo'), url: z.string().max(500) }),
  z.object({
    kind: z.literal('text'),
    text: textSchema,
    align: z.enum(['left', 'center']),
    size: receiptSizeSchema,
    bold: z.boolean(),
  }),
  /** White on black, across the whole width: COPY, REFUND, TRAINING. */
  z.object({ kind: z.literal('band'), text: shortSchema }),
  /** Two ends of a line; `letter` stands in a narrow column after the right end. */
  z.object({
    kind: z.literal('row'),
    left: textSchema,
    right: shortSchema,
    letter: z.string().max(8),
    size: receiptSizeSchema,
    bold: z.boolean(),
    indent: z.boolean(),
  }),
  z.object({ kind: z.literal('rule') }),
  z.object({
    kind: z.literal('tax_table'),
    heads: z.object({ rate: shortSchema, before: shortSchema, tax: shortSchema, withTax: shortSchema }),
    rows: z.array(receiptTaxRowSchema).max(64),
  }),
  z.object({ kind: z.literal('qr'), text: z.string().min(1).max(500), caption: z.array(shortSchema).max(6) }),
  /** Code 128 C, an even number of digits; on 58 mm paper it is left out, the QR leads to the same sale. */
  z.object({ kind: z.literal('barcode'), digits: z.string().regex(/^(\d\d){1,40}$/), caption: shortSchema }),
]);
export type ReceiptBlock = z.infer<typeof receiptBlockSchema>;

export const receiptMarkSchema = z.enum(['copy', 'refund', 'exchange', 'training']);
export type ReceiptMark = z.infer<typeof receiptMarkSchema>;

/** A receipt as lines, not bytes: the same document feeds paper, screen, PDF and e-mail. */
export const receiptDocumentSchema = z.object({
  /** A report of the drawer has its shift here. */
  saleId: idSchema,
  receiptNumber: z.string().min(1).max(40),
  locale: z.string().min(2).max(35),
  marks: z.array(receiptMarkSchema).max(4),
  blocks: z.array(receiptBlockSchema).max(10_000),
});
export type ReceiptDocument = z.infer<typeof receiptDocumentSchema>;
