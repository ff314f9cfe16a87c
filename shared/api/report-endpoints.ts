import { NOTHING, defineEndpoint } from './endpoint.ts';
import { endOfDayQuerySchema, endOfDaySchema, salesSummaryQuerySchema, salesSummarySchema } from './reports.ts';

export const salesSummaryEndpoint = defineEndpoint({
  area: 'reports',
  method: 'get',
  path: '/reports/sales-summary',
  permission: 'reports.read',
  doc: 'What was sold in a range of days, by group, with margin, against the period before, and with what is missing.',
  params: NOTHING,
  query: salesSummaryQuerySchema,
  body: NOTHING,
  answer: salesSummarySchema,
  example: { query: { from: '2026-11-21', to: '2026-11-21', groupBy: 'hour' } },
});

export const endOfDayEndpoint = defineEndpoint({
  area: 'reports',
  method: 'get',
  path: '/reports/end-of-day',
  permission: 'reports.read',
  doc: 'One day by store, till and shift: sales, refunds, tax by rate, tenders, drawers and their variance.',
  params: NOTHING,
  query: endOfDayQuerySchema,
  body: NOTHING,
  answer: endOfDaySchema,
  example: { query: { date: '2026-11-21' } },
});
