import type {
  CashiersReport,
  ExpensesSummary,
  PaymentsReport,
  ProfitLoss,
  ShiftsReport,
  TaxesReport,
} from '#shared/api/money-reports.ts';
import type { SalesSummary } from '#shared/api/reports.ts';
import type { DeadStock, InventorySummary, StockValuation, TopProducts } from '#shared/api/stock-reports.ts';
import { type ReportTable, column, figureColumns, tableOf } from './export-columns.ts';

const TOTAL = 'Total';

export const salesTable = ({ rows, total, before }: SalesSummary): ReportTable =>
  tableOf(
    [...rows, { key: '', name: TOTAL, figures: total, before, beforeSoFar: null }],
    [
      column('Group', 'text', ({ name }) => name),
      column('SKU', 'text', ({ sku }) => sku ?? ''),
      ...figureColumns<SalesSummary['rows'][number]>(({ figures }) => figures),
      column('Net before', 'money', (row) => row.before?.netMinor ?? 0),
    ],
  );

export const topProductsTable = ({ rows }: TopProducts): ReportTable =>
  tableOf(rows, [
    column('Rank', 'count', ({ rank }) => rank),
    column('Product', 'text', ({ name }) => name),
    column('SKU', 'text', ({ sku }) => sku ?? ''),
    ...figureColumns<TopProducts['rows'][number]>(({ figures }) => figures),
    column('Share %', 'share', ({ sharePpm }) => sharePpm),
  ]);

type Line = { readonly what: string; readonly group: string; readonly amountMinor: number };

/** A statement as its lines, one below the other; of each group where there are several, then of all. */
export function profitLossTable({ rows, total, groupBy }: ProfitLoss): ReportTable {
  const groups = groupBy === 'none' ? [] : rows;
  const lines = [...groups, { name: TOTAL, ...total }].flatMap((statement): Line[] => {
    const line = (what: string, amountMinor: number): Line => ({ what, group: statement.name, amountMinor });
    return [
      line('Net revenue', statement.netRevenueMinor),
      line('Cost of goods', statement.costOfGoodsMinor),
      line('Gross profit', statement.grossProfitMinor),
      ...statement.stockLosses.map(({ reason, amountMinor }) =>
        line(`Stock lost: ${reason.replaceAll('_', ' ')}`, amountMinor),
      ),
      line('Stock losses', statement.stockLossesMinor),
      ...statement.expenses.map(({ name, amountMinor }) => line(`Expense: ${name}`, amountMinor)),
      line('Expenses', statement.expensesMinor),
      line('Net profit', statement.netProfitMinor),
    ];
  });
  return tableOf(lines, [
    column('Group', 'text', ({ group }) => group),
    column('Line', 'text', ({ what }) => what),
    column('Amount', 'money', ({ amountMinor }) => amountMinor),
  ]);
}

export const expensesTable = ({ rows, total, before }: ExpensesSummary): ReportTable =>
  tableOf(
    [...rows, { key: '', name: TOTAL, ...total, before }],
    [
      column('Group', 'text', ({ name }) => name),
      column('Expenses', 'count', ({ count }) => count),
      column('Amount', 'money', ({ amountMinor }) => amountMinor),
      column('Amount before', 'money', (row) => row.before.amountMinor),
    ],
  );

export const taxesTable = ({ rows, total, groupBy }: TaxesReport): ReportTable =>
  tableOf(
    [...(groupBy === 'none' ? [] : rows), { name: TOTAL, ...total }].flatMap(({ name: group, taxes }) =>
      taxes.map((tax) => ({ group, ...tax })),
    ),
    [
      column('Group', 'text', ({ group }) => group),
      column('Tax', 'text', ({ name }) => name),
      column('Rate %', 'share', ({ ratePpm }) => ratePpm),
      column('Base', 'money', ({ baseMinor }) => baseMinor),
      column('Amount', 'money', ({ taxMinor }) => taxMinor),
    ],
  );

export const paymentsTable = ({ rows, total, groupBy }: PaymentsReport): ReportTable =>
  tableOf(
    [...(groupBy === 'none' ? [] : rows), { name: TOTAL, ...total }].flatMap(({ name: group, tenders }) =>
      tenders.map((tender) => ({ group, ...tender })),
    ),
    [
      column('Group', 'text', ({ group }) => group),
      column('Method', 'text', ({ method }) => method.replaceAll('_', ' ')),
      column('Payments', 'count', ({ count }) => count),
      column('Amount', 'money', ({ amountMinor }) => amountMinor),
      column('Pending', 'money', ({ pendingMinor }) => pendingMinor),
    ],
  );

export const cashiersTable = ({ rows }: CashiersReport): ReportTable =>
  tableOf(rows, [
    column('Person', 'text', ({ name }) => name),
    ...figureColumns<CashiersReport['rows'][number]>(({ figures }) => figures),
    column('Voids', 'count', ({ voidCount }) => voidCount),
    column('Carts dropped', 'count', ({ abandonedCount }) => abandonedCount),
    column('Drawer opened', 'count', ({ drawerOpenCount }) => drawerOpenCount),
    column('Drawers closed', 'count', ({ shiftCount }) => shiftCount),
    column('Off by', 'money', ({ varianceMinor }) => varianceMinor),
  ]);

export const shiftsTable = ({ rows }: ShiftsReport): ReportTable =>
  tableOf(rows, [
    column('Day', 'text', ({ businessDate }) => businessDate),
    column('Store', 'text', ({ storeName }) => storeName),
    column('Till', 'text', ({ tillName }) => tillName),
    column('Opened by', 'text', ({ openedBy }) => openedBy),
    column('Closed by', 'text', ({ closedBy }) => closedBy),
    column('Closed', 'text', ({ closedAt }) => closedAt),
    column('Sales', 'count', ({ saleCount }) => saleCount),
    column('Sold', 'money', ({ totalMinor }) => totalMinor),
    column('Float', 'money', ({ floatMinor }) => floatMinor),
    column('Cash in', 'money', ({ cashInMinor }) => cashInMinor),
    column('Cash out', 'money', ({ cashOutMinor }) => cashOutMinor),
    column('Expected', 'money', ({ expectedMinor }) => expectedMinor),
    column('Counted', 'money', ({ countedMinor }) => countedMinor),
    column('Off by', 'money', ({ varianceMinor }) => varianceMinor),
  ]);

export const inventoryTable = ({ rows, total }: InventorySummary): ReportTable =>
  tableOf(
    [...rows, { key: '', name: TOTAL, ...total }],
    [
      column('Group', 'text', ({ name }) => name),
      column('Products', 'count', ({ variantCount }) => variantCount),
      column('On hand', 'quantity', ({ onHandMilli }) => onHandMilli),
      column('Value at cost', 'money', ({ valueMinor }) => valueMinor),
      column('Value at retail', 'money', ({ retailMinor }) => retailMinor),
      column('Below reorder', 'count', ({ belowReorderCount }) => belowReorderCount),
      column('Out of stock', 'count', ({ outOfStockCount }) => outOfStockCount),
      column('Batches expiring', 'count', ({ expiringCount }) => expiringCount),
      column('Batches expired', 'count', ({ expiredCount }) => expiredCount),
    ],
  );

export const valuationTable = ({ rows, total }: StockValuation): ReportTable =>
  tableOf(
    [...rows, { key: '', name: TOTAL, sku: '', ...total }],
    [
      column('Group', 'text', ({ name }) => name),
      column('SKU', 'text', ({ sku }) => sku ?? ''),
      column('On hand', 'quantity', ({ onHandMilli }) => onHandMilli),
      column('Value at cost', 'money', ({ valueMinor }) => valueMinor),
      column('Value at retail', 'money', ({ retailMinor }) => retailMinor),
      column('Sold before booked in', 'quantity', ({ oversoldMilli }) => oversoldMilli),
    ],
  );

export const deadStockTable = ({ rows }: DeadStock): ReportTable =>
  tableOf(rows, [
    column('Store', 'text', ({ storeName }) => storeName),
    column('Product', 'text', ({ name }) => name),
    column('SKU', 'text', ({ sku }) => sku),
    column('On hand', 'quantity', ({ onHandMilli }) => onHandMilli),
    column('Value at cost', 'money', ({ valueMinor }) => valueMinor),
    column('Value at retail', 'money', ({ retailMinor }) => retailMinor),
    column('Last sold', 'text', ({ lastSoldOn }) => lastSoldOn),
  ]);
