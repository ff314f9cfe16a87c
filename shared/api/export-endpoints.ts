import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';

/** What can be had as a file: every sale of a range, or a report. */
export const exportTypeSchema = z.enum([
  'sales',
  'sales-summary',
  'top-products',
  'profit-loss',
  'expenses-summary',
  'taxes',
  'payments',
  'cashiers',
  'shifts',
  'inventory-summary',
  'stock-valuation',
  'dead-stock',
]);
export type ExportType = z.infer<typeof exportTypeSchema>;

export const exportFormatSchema = z.enum(['pdf', 'xlsx', 'csv']);

/** What a report is asked, whichever it is; each takes what is its own. */
export const exportQuerySchema = z.object({
  type: exportTypeSchema,
  format: exportFormatSchema.default('csv'),
  from: calendarDaySchema.optional(),
  to: calendarDaySchema.optional(),
  storeId: idSchema.optional(),
  groupBy: z.string().max(20).optional(),
  sort: z.string().max(30).optional(),
  days: z.coerce.number().int().optional(),
  cashierId: idSchema.optional(),
  method: paymentMethodSchema.optional(),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;

export const exportEndpoint = defineEndpoint({
  area: 'reports',
  method: 'get',
  path: '/reports/export',
  permission: 'reports.export',
  doc: 'A report, or every sale of a range, as a PDF, XLSX or CSV file that is sent while it is made.',
  params: NOTHING,
  query: exportQuerySchema,
  body: NOTHING,
  answer: NOTHING,
  download: ['application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'],
  example: { query: { type: 'sales', format: 'csv', from: '2026-11-01', to: '2026-11-30' } },
});
