import type { SalesFigures } from '#shared/api/reports.ts';
import type { Cell, NumberLook, Table } from '#server/platform/documents/table.ts';

/**
 * What a column holds: `money` minor units, `quantity` thousandths, `share` parts per million shown in hundredths, `count` a
 * whole number, `text` anything else, days and moments as their text among it.
 */
export type ColumnKind = 'text' | 'money' | 'quantity' | 'share' | 'count';

/** What stands in a report: a whole number of its column's unit, a text, or nothing. */
export type Value = string | number | null;

export type Column = { readonly header: string; readonly kind: ColumnKind };

/** One column of an exported report and where its value is found. */
type Shown<Row> = Column & { readonly read: (row: Row) => Value };

/** What of a report goes into a file. */
export type ReportTable = { readonly columns: readonly Column[]; readonly rows: readonly (readonly Value[])[] };

export function column<Row>(header: string, kind: ColumnKind, read: (row: Row) => Value): Shown<Row> {
  return { header, kind, read };
}

/** The values of some rows under their columns. */
export function tableOf<Row>(rows: readonly Row[], columns: readonly Shown<NoInfer<Row>>[]): ReportTable {
  return {
    columns: columns.map(({ header, kind }) => ({ header, kind })),
    rows: rows.map((row) => columns.map(({ read }) => read(row))),
  };
}

/** The columns of figures of sales. */
export function figureColumns<Row>(of: (row: Row) => SalesFigures): readonly Shown<Row>[] {
  return [
    column('Sales', 'count', (row) => of(row).saleCount),
    column('Refunds', 'count', (row) => of(row).refundCount),
    column('Units', 'quantity', (row) => of(row).unitsMilli),
    column('Gross', 'money', (row) => of(row).grossMinor),
    column('Discounts', 'money', (row) => of(row).discountMinor),
    column('Given back', 'money', (row) => of(row).refundsMinor),
    column('Net', 'money', (row) => of(row).netMinor),
    column('Tax', 'money', (row) => of(row).taxMinor),
    column('Margin', 'money', (row) => of(row).marginMinor),
    column('Margin %', 'share', (row) => of(row).marginPpm),
  ];
}

/** The columns of a file for those of a report. `moneyDigits`: digits of the currency's minor unit. */
export function fileColumns(
  columns: readonly Column[],
  moneyDigits: number,
): Required<Pick<Table, 'columns' | 'looks'>> & { readonly cellsOf: (row: readonly Value[]) => Cell[] } {
  const looks = columns.map(({ kind }) => lookOf(kind, moneyDigits));
  return {
    columns: columns.map(({ header }) => header),
    looks,
    cellsOf: (row) =>
      row.map((value, index) =>
        typeof value === 'number' ? { units: value, decimals: looks[index]?.decimals ?? 0 } : value,
      ),
  };
}

function lookOf(kind: ColumnKind, moneyDigits: number): NumberLook | null {
  const looks: Readonly<Record<ColumnKind, NumberLook | null>> = {
    text: null,
    count: { decimals: 0, keepsZeros: true },
    money: { decimals: moneyDigits, keepsZeros: true },
    quantity: { decimals: 3, keepsZeros: false },
    // Parts per million are hundredths with four decimals.
    share: { decimals: 4, keepsZeros: false },
  };
  return looks[kind];
}
