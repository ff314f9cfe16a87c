import {
  cashiersReportEndpoint,
  deadStockEndpoint,
  expensesSummaryEndpoint,
  inventorySummaryEndpoint,
  paymentsReportEndpoint,
  profitLossEndpoint,
  salesSummaryEndpoint,
  shiftsReportEndpoint,
  stockValuationEndpoint,
  taxesReportEndpoint,
  topProductsEndpoint,
} from '#shared/api/report-endpoints.ts';
import { cashiersReport } from './cashiers-report.ts';
import { deadStock } from './dead-stock.ts';
import { type Report, defineReport } from './define-report.ts';
import { expensesSummary } from './expenses-summary.ts';
import { inventorySummary } from './inventory-summary.ts';
import { paymentsNeedFacts, paymentsReport } from './payments-report.ts';
import { profitLoss } from './profit-loss.ts';
import { needsFacts } from './sales-slices.ts';
import { salesSummary } from './sales-summary.ts';
import { shiftsReport } from './shifts-report.ts';
import { stockValuation } from './stock-valuation.ts';
import { taxesReport } from './taxes-report.ts';
import { topProducts } from './top-products.ts';

/** Every report but the end of a day, which is asked by its date. */
export const REPORTS: readonly Report[] = [
  defineReport(salesSummaryEndpoint, salesSummary, (query) => needsFacts(query, query.groupBy)),
  defineReport(topProductsEndpoint, topProducts, (query) => needsFacts(query, 'product')),
  defineReport(profitLossEndpoint, profitLoss),
  defineReport(expensesSummaryEndpoint, expensesSummary),
  defineReport(taxesReportEndpoint, taxesReport, (query) => needsFacts(query, 'till')),
  defineReport(paymentsReportEndpoint, paymentsReport, paymentsNeedFacts),
  defineReport(cashiersReportEndpoint, cashiersReport, (query) => needsFacts(query, 'cashier')),
  defineReport(shiftsReportEndpoint, shiftsReport),
  defineReport(inventorySummaryEndpoint, inventorySummary),
  defineReport(stockValuationEndpoint, stockValuation),
  defineReport(deadStockEndpoint, deadStock),
];
