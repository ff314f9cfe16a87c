import { mulDivRound } from '#shared/base/integer.ts';
import { minor, minorOfCost } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { SalesFigures } from '#shared/api/reports.ts';

/** The sums of any slice of sales, as a rollup row holds them. */
export type FigureSums = {
  readonly sale_count: number;
  readonly refund_count: number;
  readonly line_count: number;
  readonly units_milli: number;
  readonly refund_units_milli: number;
  readonly gross_minor: number;
  readonly discount_minor: number;
  readonly refunds_minor: number;
  readonly net_minor: number;
  readonly tax_minor: number;
  readonly cost_e4: bigint;
};

/** One group of sales: its key, and its sums. */
export type Slice = FigureSums & { readonly key: string };

/** A group as the database gives it: the sum of costs in text, for it may pass what a number holds. */
export type SliceRow = Omit<Slice, 'cost_e4'> & { readonly cost_e4: string };

export function sliceOf(row: SliceRow): Slice {
  return { ...row, cost_e4: BigInt(row.cost_e4) };
}

export const NO_SALES: FigureSums = {
  sale_count: 0,
  refund_count: 0,
  line_count: 0,
  units_milli: 0,
  refund_units_milli: 0,
  gross_minor: 0,
  discount_minor: 0,
  refunds_minor: 0,
  net_minor: 0,
  tax_minor: 0,
  cost_e4: 0n,
};

export function addSums(left: FigureSums, right: FigureSums): FigureSums {
  return {
    sale_count: left.sale_count + right.sale_count,
    refund_count: left.refund_count + right.refund_count,
    line_count: left.line_count + right.line_count,
    units_milli: left.units_milli + right.units_milli,
    refund_units_milli: left.refund_units_milli + right.refund_units_milli,
    gross_minor: left.gross_minor + right.gross_minor,
    discount_minor: left.discount_minor + right.discount_minor,
    refunds_minor: left.refunds_minor + right.refunds_minor,
    net_minor: left.net_minor + right.net_minor,
    tax_minor: left.tax_minor + right.tax_minor,
    cost_e4: left.cost_e4 + right.cost_e4,
  };
}

/** Sums as an owner reads them: margin is net revenue without tax, less the cost that the lines carried. */
export function figuresOf(sums: FigureSums): SalesFigures {
  const revenueMinor = sums.net_minor - sums.tax_minor;
  const marginMinor = revenueMinor - minorOfCost(sums.cost_e4);
  const soldMinor = sums.gross_minor - sums.discount_minor;
  return {
    saleCount: sums.sale_count,
    refundCount: sums.refund_count,
    lineCount: sums.line_count,
    unitsMilli: milli(sums.units_milli),
    refundUnitsMilli: milli(sums.refund_units_milli),
    grossMinor: minor(sums.gross_minor),
    discountMinor: minor(sums.discount_minor),
    refundsMinor: minor(sums.refunds_minor),
    netMinor: minor(sums.net_minor),
    taxMinor: minor(sums.tax_minor),
    marginMinor: minor(marginMinor),
    marginPpm: revenueMinor > 0 ? mulDivRound(marginMinor, 1_000_000, revenueMinor) : null,
    averageBasketMinor: minor(sums.sale_count > 0 ? mulDivRound(soldMinor, 1, sums.sale_count) : 0),
  };
}
