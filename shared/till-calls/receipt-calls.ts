import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { receiptDocumentSchema } from '#shared/receipt/receipt-document.ts';

export const receiptGetCall = defineCall({
  name: 'receipt.get',
  input: z.object({ saleId: idSchema }),
  output: z.object({
    document: receiptDocumentSchema,
    printState: z.enum(['none', 'waiting', 'printed', 'failed']),
    printError: z.string().nullable(),
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'The receipt of a sale, as it is on paper.',
});

export const receiptReprintCall = defineCall({
  name: 'receipt.reprint',
  input: z.object({ saleId: idSchema }),
  output: z.object({ printState: z.enum(['none', 'waiting', 'printed', 'failed']) }),
  permission: 'sales.create',
  writes: true,
  doc: 'Prints a receipt once more, marked as a copy, and writes it down.',
});

export const RECEIPT_CALLS = [receiptGetCall, receiptReprintCall] as const;
