import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { receiptChannelSchema } from '#shared/changes/small-facts.v1.ts';
import { receiptDocumentSchema } from '#shared/receipt/receipt-document.ts';

export const receiptGetCall = defineCall({
  name: 'receipt.get',
  input: z.object({ saleId: idSchema }),
  output: z.object({
    document: receiptDocumentSchema,
    printState: z.enum(['none', 'waiting', 'printed', 'failed']),
    printError: z.string().nullable(),
    /** The address of its page, for a phone; null where it has none, or the till has no office. */
    pageUrl: z.string().nullable(),
    /** Where its customer is reached, as far as that is written down. */
    customer: z.object({ email: z.string(), phone: z.string() }).nullable(),
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'The receipt of a sale, as it is on paper, and the ways to send it.',
});

export const receiptReprintCall = defineCall({
  name: 'receipt.reprint',
  input: z.object({ saleId: idSchema }),
  output: z.object({ printState: z.enum(['none', 'waiting', 'printed', 'failed']) }),
  permission: 'sales.create',
  writes: true,
  doc: 'Prints a receipt once more, marked as a copy, and writes it down.',
});

export const receiptSendCall = defineCall({
  name: 'receipt.send',
  input: z.object({
    saleId: idSchema,
    channel: receiptChannelSchema.exclude(['qr']),
    /** An e-mail address or a phone number. */
    to: z.string().trim().max(254),
  }),
  output: z.object({ to: z.string() }),
  permission: 'sales.create',
  writes: true,
  doc: 'Has the office send a receipt to the customer, as soon as it hears of it.',
});

export const receiptLogoCall = defineCall({
  name: 'receipt.logo',
  input: z.object({}),
  /** As the address of a picture that holds the picture itself; null where the till has none. */
  output: z.object({ picture: z.string().nullable() }),
  permission: 'sales.create',
  writes: false,
  doc: 'The business’s logo, as it stands at the top of receipts.',
});

export const RECEIPT_CALLS = [receiptGetCall, receiptLogoCall, receiptReprintCall, receiptSendCall] as const;
