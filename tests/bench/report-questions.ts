/** A report as it is asked over HTTP for some days, and the same question to the facts themselves. */
export type ReportQuestion = {
  readonly what: string;
  /** `RANGE` stands for the days. */
  readonly path: string;
  /** $1 is the business, $2 and $3 the first and last day. */
  readonly raw: string;
  /** How many times the raw question it may take: what comes with an answer, such as what is missing and the period before, has its price. */
  readonly timesMax: number;
};

const MONTH_TIMES_MAX = 1;
const SMALL_TIMES_MAX = 40;

const linesBy = (key: string): string => `
  select ${key}, count(distinct o.id), sum(i.quantity_milli), sum(i.gross_minor), sum(i.total_minor), sum(i.tax_minor), sum(i.cost_e4)
  from sales_orders o join sales_order_items i on i.business_id = o.business_id and i.order_id = o.id
  where o.business_id = $1::uuid and o.business_date between $2::date and $3::date and o.status <> 'voided' group by 1`;
const levelsBy = (key: string): string => `
  select ${key}, sum(i.quantity_milli), sum(i.quantity_milli::numeric * i.average_cost_e4), sum(i.quantity_milli * v.selling_price_minor)
  from inventory i join product_variants v on v.business_id = i.business_id and v.id = i.variant_id
  where i.business_id = $1::uuid and $2::date <= $3::date group by 1`;

const ofMonth = (what: string, path: string, raw: string): ReportQuestion => ({
  what,
  path,
  raw,
  timesMax: MONTH_TIMES_MAX,
});
const ofLittle = (what: string, path: string, raw: string): ReportQuestion => ({
  what,
  path,
  raw,
  timesMax: SMALL_TIMES_MAX,
});

/** Each report of the API, asked as its page first asks. */
export const REPORT_QUESTIONS: readonly ReportQuestion[] = [
  ofMonth('sales by day', '/reports/sales-summary?RANGE&groupBy=day', linesBy('o.business_date')),
  ofMonth('sales by product', '/reports/sales-summary?RANGE&groupBy=product', linesBy('i.variant_id')),
  ofMonth('top products', '/reports/top-products?RANGE', linesBy('i.variant_id')),
  ofMonth(
    'profit and loss',
    '/reports/profit-loss?RANGE&groupBy=month',
    linesBy("date_trunc('month', o.business_date::timestamp)"),
  ),
  ofMonth('cashiers', '/reports/cashiers?RANGE', linesBy('o.created_by')),
  ofMonth(
    'taxes',
    '/reports/taxes?RANGE',
    `select t.tax_rate_id, t.rate_ppm, sum(t.base_minor), sum(t.tax_minor) from sales_orders o
     join sales_order_item_taxes t on t.business_id = o.business_id and t.order_id = o.id
     where o.business_id = $1::uuid and o.business_date between $2::date and $3::date and o.status <> 'voided' group by 1, 2`,
  ),
  ofLittle(
    'payments',
    '/reports/payments?RANGE',
    `select method, count(*), sum(amount_minor) from payments
     where business_id = $1::uuid and business_date between $2::date and $3::date and state in ('confirmed', 'pending') group by 1`,
  ),
  ofLittle(
    'shifts',
    '/reports/shifts?RANGE',
    `select h.id, h.variance_minor from shifts h where h.business_id = $1::uuid and h.business_date between $2::date and $3::date`,
  ),
  ofLittle(
    'expenses',
    '/reports/expenses-summary?RANGE',
    `select category_id, count(*), sum(amount_minor) from expenses
     where business_id = $1::uuid and expense_date between $2::date and $3::date and not is_removed group by 1`,
  ),
  ofLittle(
    'end of day',
    '/reports/end-of-day?DAY',
    `select o.till_id, o.kind, count(*), sum(o.total_minor), sum(o.tax_minor) from sales_orders o
     where o.business_id = $1::uuid and o.business_date = $3::date and $2::date <= $3::date and o.status <> 'voided' group by 1, 2`,
  ),
  ofLittle('stock now', '/reports/inventory-summary', levelsBy('i.store_id')),
  ofLittle('stock by value', '/reports/stock-valuation?groupBy=product', levelsBy('i.variant_id')),
  ofLittle('dead stock', '/reports/dead-stock?days=60', levelsBy('i.variant_id')),
];
