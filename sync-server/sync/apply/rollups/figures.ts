/** The sums of a slice of sales, in the order of the rollups' columns. */
export const FIGURE_COLUMNS = [
  'sale_count',
  'refund_count',
  'line_count',
  'units_milli',
  'refund_units_milli',
  'gross_minor',
  'discount_minor',
  'refunds_minor',
  'net_minor',
  'tax_minor',
  'cost_e4',
] as const;
export type FigureColumn = (typeof FIGURE_COLUMNS)[number];
export type Figures = Record<FigureColumn, number>;

export function noFigures(): Figures {
  return {
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
    cost_e4: 0,
  };
}

/** What a line adds to every slice that it belongs to. Returned goods are positive in the figures of refunds. */
export type LineFigures = {
  readonly isReturned: boolean;
  readonly unitsMilli: number;
  readonly grossMinor: number;
  readonly discountMinor: number;
  readonly totalMinor: number;
  readonly taxMinor: number;
  readonly costE4: number;
};

export function addLine(into: Figures, line: LineFigures): void {
  if (line.isReturned) {
    into.refund_units_milli -= line.unitsMilli;
    into.refunds_minor -= line.totalMinor;
  } else {
    into.line_count += 1;
    into.units_milli += line.unitsMilli;
    into.gross_minor += line.grossMinor;
    into.discount_minor += line.discountMinor;
  }
  into.net_minor += line.totalMinor;
  into.tax_minor += line.taxMinor;
  into.cost_e4 += line.costE4;
}
