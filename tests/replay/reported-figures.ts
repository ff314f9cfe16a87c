import { listInventoryEndpoint } from '#shared/api/inventory-endpoints.ts';
import { salesSummaryEndpoint } from '#shared/api/report-endpoints.ts';
import type { SalesFigures, SalesGroupBy, SalesSummary } from '#shared/api/reports.ts';
import { listQuarantineEndpoint } from '#server/sync/sync-endpoints.ts';
import { listSalesEndpoint } from '#shared/api/sale-endpoints.ts';
import type { CodeFigures, PeriodFigures } from './expected-figures.ts';
import type { Owner } from './owner.ts';

/** What the server's reports say, in the words of the lines. */
export type ReportedFigures = {
  readonly total: PeriodFigures;
  readonly days: ReadonlyMap<string, PeriodFigures>;
  readonly months: ReadonlyMap<string, PeriodFigures>;
  readonly codes: ReadonlyMap<string, CodeFigures>;
  /** Changes that the server could not apply. */
  readonly quarantined: number;
  /** Sales that the server wants a person to look at. */
  readonly needsReview: number;
  readonly missingTills: number;
};

export type Period = { readonly from: string; readonly to: string };

const ROWS_MAX = 5000;
const PAGE_ROWS = 200;

/** Reads sales by month, day and product, the stock of every code, and what waits to be settled, as /api/v1 serves them. */
export async function reportedFigures(owner: Owner, period: Period): Promise<ReportedFigures> {
  const summary = async (groupBy: SalesGroupBy): Promise<SalesSummary> =>
    (await owner.ask(salesSummaryEndpoint, { query: { ...period, groupBy, limit: ROWS_MAX } })).data;
  const [day, month, product] = [await summary('day'), await summary('month'), await summary('product')];
  const stock = await stockByCode(owner);
  const codes = new Map<string, CodeFigures>();
  for (const { sku, figures } of product.rows) {
    const { grossMinor, refundsMinor, unitsMilli, refundUnitsMilli } = figures;
    const code = sku ?? '';
    codes.set(code, {
      gross: grossMinor,
      refunds: refundsMinor,
      units: unitsMilli / 1000,
      refundUnits: refundUnitsMilli / 1000,
      stock: stock.get(code) ?? 0,
    });
  }
  for (const [code, level] of stock)
    if (!codes.has(code)) codes.set(code, { gross: 0, refunds: 0, units: 0, refundUnits: 0, stock: level });
  return {
    total: toPeriod(day.total),
    days: byKey(day, (key) => key),
    months: byKey(month, (key) => key.slice(0, 7)),
    codes,
    quarantined: (await owner.ask(listQuarantineEndpoint, { query: { limit: 1 } })).meta?.total ?? 0,
    needsReview: await salesToReview(owner),
    missingTills: day.missing.length,
  };
}

function toPeriod(figures: SalesFigures): PeriodFigures {
  return {
    orders: figures.saleCount,
    units: figures.unitsMilli / 1000,
    gross: figures.grossMinor,
    refunds: figures.refundsMinor,
    net: figures.netMinor,
  };
}

function byKey(summary: SalesSummary, keyOf: (key: string) => string): ReadonlyMap<string, PeriodFigures> {
  return new Map(summary.rows.map((row) => [keyOf(row.key), toPeriod(row.figures)]));
}

async function stockByCode(owner: Owner): Promise<ReadonlyMap<string, number>> {
  const stock = new Map<string, number>();
  for (let page = 1, seen = 0, total = 1; seen < total; page += 1) {
    const answer = await owner.ask(listInventoryEndpoint, { query: { page, limit: PAGE_ROWS } });
    for (const row of answer.data) stock.set(row.sku, (stock.get(row.sku) ?? 0) + row.quantityMilli / 1000);
    seen += answer.data.length;
    total = answer.data.length === 0 ? 0 : (answer.meta?.total ?? 0);
  }
  return stock;
}

async function salesToReview(owner: Owner): Promise<number> {
  let count = 0;
  let cursor: string | null | undefined;
  do {
    const answer = await owner.ask(listSalesEndpoint, {
      query: { limit: PAGE_ROWS, ...(cursor === undefined || cursor === null ? {} : { cursor }) },
    });
    count += answer.data.filter((sale) => sale.needsReview).length;
    cursor = answer.meta?.nextCursor;
  } while (cursor !== null && cursor !== undefined);
  return count;
}
