import { z } from 'zod';
import { invoiceDocumentSchema } from '#shared/receipt/invoice-document.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema } from './envelope.ts';

export const saleInvoiceEndpoint = defineEndpoint({
  area: 'sales',
  method: 'get',
  path: '/sales/:id/invoice',
  permission: 'sales.read',
  doc: 'The invoice of a sale, or the credit note of a refund, as it stands now: tax numbers, tax by rate, payments, balance, refunds. As a PDF, as a page that stands for itself, or as numbers.',
  params: idParamsSchema,
  query: z.object({ format: z.enum(['pdf', 'html', 'json']).default('pdf') }),
  body: NOTHING,
  answer: invoiceDocumentSchema,
  alsoAs: ['application/pdf', 'text/html'],
  example: { query: { format: 'pdf' } },
});
