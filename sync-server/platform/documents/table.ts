/** A number of a column: whole units, and how many of their digits stand behind the point. Exact. */
export interface Decimal {
  readonly units: number;
  readonly decimals: number;
}

/** A cell: a text, a number, a day as `YYYY-MM-DD` within a text, or nothing. */
export type Cell = string | Decimal | null;

/** How the numbers of a column look on paper and in a sheet: money keeps its zeros, a quantity shows those it needs. */
export interface NumberLook {
  readonly decimals: number;
  readonly keepsZeros: boolean;
}

/** A table that goes out: its rows come as they are read, and each has a cell a column. */
export interface Table {
  /** The sheet's name, where the format has sheets; the heading of a PDF. */
  readonly name: string;
  readonly columns: readonly string[];
  /** A column each: null for one of texts. Without them numbers stand as they are. */
  readonly looks?: readonly (NumberLook | null)[];
  /** Lines under the heading of a PDF. */
  readonly notes?: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}

export const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

/** 1250.00 for 125000 units of two decimals; a point, whatever the country. */
export function decimalText({ units, decimals }: Decimal): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const whole = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return units < 0 ? `-${whole}` : whole;
}
