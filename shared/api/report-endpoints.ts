import { NOTHING, defineEndpoint } from './endpoint.ts';
import {
  cashiersQuerySchema,
  cashiersReportSchema,
  expensesSummaryQuerySchema,
  expensesSummarySchema,
  paymentsQuerySchema,
  paymentsReportSchema,
  profitLossQuerySchema,
  profitLossSchema,
  shiftsQuerySchema,
  shiftsReportSchema,
  taxesQuerySchema,
  taxesReportSchema,
} from './money-reports.ts';
import { endOfDayQuerySchema, endOfDaySchema, salesSummaryQuerySchema, salesSummarySchema } from './reports.ts';
import {
  deadStockQuerySchema,
  deadStockSchema,
  inventorySummaryQuerySchema,
  inventorySummarySchema,
  stockValuationQuerySchema,
  stockValuationSchema,
  topProductsQuerySchema,
  topProductsSchema,
} from './stock-reports.ts';

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

/** What every report is: read, over no path of its own. */
const report = { area: 'reports', method: 'get', permission: 'reports.read', params: NOTHING, body: NOTHING } as const;

export const expensesSummaryEndpoint = defineEndpoint({
  ...report,
  path: '/reports/expenses-summary',
  doc: 'What was spent beside goods, by category, store or time, against the period before.',
  query: expensesSummaryQuerySchema,
  answer: expensesSummarySchema,
  example: { query: { from: '2026-11-01', to: '2026-11-30', groupBy: 'category' } },
});

export const profitLossEndpoint = defineEndpoint({
  ...report,
  path: '/reports/profit-loss',
  doc: 'Net revenue, cost of goods, gross profit, stock losses by reason, expenses by category and what is left, against the period before.',
  query: profitLossQuerySchema,
  answer: profitLossSchema,
  example: { query: { from: '2026-11-01', to: '2026-11-30', groupBy: 'month' } },
});

export const cashiersReportEndpoint = defineEndpoint({
  ...report,
  path: '/reports/cashiers',
  doc: 'What each person sold, gave back, dropped and was off by.',
  query: cashiersQuerySchema,
  answer: cashiersReportSchema,
  example: { query: { from: '2026-11-01', to: '2026-11-30' } },
});

export const shiftsReportEndpoint = defineEndpoint({
  ...report,
  path: '/reports/shifts',
  doc: 'The drawers of a range of days: float, cash in and out, expected, counted, variance.',
  query: shiftsQuerySchema,
  answer: shiftsReportSchema,
  example: { query: { from: '2026-11-01', to: '2026-11-30' } },
});

export const taxesReportEndpoint = defineEndpoint({
  ...report,
  path: '/reports/taxes',
  doc: 'Tax by rate, with what it was worked out on.',
  query: taxesQuerySchema,
  answer: taxesReportSchema,
  example: { query: { from: '2026-11-01', to: '2026-11-30', groupBy: 'month' } },
});

export const paymentsReportEndpoint = defineEndpoint({
  ...report,
  path: '/reports/payments',
  doc: 'How customers paid, what is still promised, and what never came.',
  query: paymentsQuerySchema,
  answer: paymentsReportSchema,
  example: { query: { from: '2026-11-01', to: '2026-11-30', groupBy: 'day' } },
});

export const topProductsEndpoint = defineEndpoint({
  ...report,
  path: '/reports/top-products',
  doc: 'What sold best, or worst, by net sales, units, margin or number of sales.',
  query: topProductsQuerySchema,
  answer: topProductsSchema,
  example: { query: { from: '2026-11-01', to: '2026-11-30', sort: '-marginMinor' } },
});

export const deadStockEndpoint = defineEndpoint({
  ...report,
  path: '/reports/dead-stock',
  doc: 'What lies in a store and was not sold for so many days, the dearest first.',
  query: deadStockQuerySchema,
  answer: deadStockSchema,
  example: { query: { days: 60 } },
});

export const stockValuationEndpoint = defineEndpoint({
  ...report,
  path: '/reports/stock-valuation',
  doc: 'What the stock of this moment is worth at cost and at retail: batches at their own cost, all else at the moving average.',
  query: stockValuationQuerySchema,
  answer: stockValuationSchema,
  example: { query: { groupBy: 'category' } },
});

export const inventorySummaryEndpoint = defineEndpoint({
  ...report,
  path: '/reports/inventory-summary',
  doc: 'Stock of this moment: on hand, in transit, value at cost and at retail, below reorder, expiring.',
  query: inventorySummaryQuerySchema,
  answer: inventorySummarySchema,
  example: { query: { groupBy: 'store', days: 30 } },
});
