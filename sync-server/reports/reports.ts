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
import {
  cashiersTable,
  deadStockTable,
  expensesTable,
  inventoryTable,
  paymentsTable,
  profitLossTable,
  salesTable,
  shiftsTable,
  taxesTable,
  topProductsTable,
  valuationTable,
} from './export-tables.ts';
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
  defineReport(salesSummaryEndpoint, salesSummary, {
    table: salesTable,
    readsFacts: (query) => needsFacts(query, query.groupBy),
  }),
  defineReport(topProductsEndpoint, topProducts, {
    table: topProductsTable,
    readsFacts: (query) => needsFacts(query, 'product'),
  }),
  defineReport(profitLossEndpoint, profitLoss, { table: profitLossTable }),
  defineReport(expensesSummaryEndpoint, expensesSummary, { table: expensesTable }),
  defineReport(taxesReportEndpoint, taxesReport, {
    table: taxesTable,
    readsFacts: (query) => needsFacts(query, 'till'),
  }),
  defineReport(paymentsReportEndpoint, paymentsReport, { table: paymentsTable, readsFacts: paymentsNeedFacts }),
  defineReport(cashiersReportEndpoint, cashiersReport, {
    table: cashiersTable,
    readsFacts: (query) => needsFacts(query, 'cashier'),
  }),
  defineReport(shiftsReportEndpoint, shiftsReport, { table: shiftsTable }),
  defineReport(inventorySummaryEndpoint, inventorySummary, { table: inventoryTable }),
  defineReport(stockValuationEndpoint, stockValuation, { table: valuationTable }),
  defineReport(deadStockEndpoint, deadStock, { table: deadStockTable }),
];
