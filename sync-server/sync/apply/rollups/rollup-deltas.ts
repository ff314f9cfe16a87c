import { type Figures, type LineFigures, addLine, noFigures } from './figures.ts';

/** The tables of one dimension each, and the column that carries it. */
export const SALES_ROLLUPS = {
  rollup_sales_hour: 'local_hour',
  rollup_sales_variant: 'variant_id',
  rollup_sales_category: 'category_id',
  rollup_sales_cashier: 'cashier_id',
  rollup_sales_till: 'till_id',
} as const;
export type SalesRollup = keyof typeof SALES_ROLLUPS;

export type StoreDay = { readonly storeId: string; readonly businessDate: string };
export type SalesDelta = StoreDay & { readonly key: string; readonly figures: Figures };
export type TenderDelta = StoreDay & {
  readonly method: string;
  paymentCount: number;
  amountMinor: number;
  pendingMinor: number;
};
export type TaxDelta = StoreDay & {
  readonly taxRateId: string;
  readonly ratePpm: number;
  readonly inclusive: boolean;
  name: string;
  baseMinor: number;
  taxMinor: number;
};

export type StockPlace = StoreDay & { readonly kind: string; readonly reason: string };
type StockFigures = { movementCount: number; quantityMilli: number; costE4: number };
export type StockDelta = StockPlace & StockFigures;
export type ExpenseDelta = {
  readonly storeId: string;
  readonly expenseDate: string;
  readonly categoryId: string;
  expenseCount: number;
  amountMinor: number;
};

/** What the changes of a batch add to the rollups, one entry for each row that moves. */
export class RollupDeltas {
  readonly sales: Record<SalesRollup, Map<string, SalesDelta>> = {
    rollup_sales_hour: new Map(),
    rollup_sales_variant: new Map(),
    rollup_sales_category: new Map(),
    rollup_sales_cashier: new Map(),
    rollup_sales_till: new Map(),
  };
  readonly tenders = new Map<string, TenderDelta>();
  readonly taxes = new Map<string, TaxDelta>();
  readonly stock = new Map<string, StockDelta>();
  readonly expenses = new Map<string, ExpenseDelta>();

  figures(rollup: SalesRollup, day: StoreDay, key: string): Figures {
    const place = `${day.storeId} ${day.businessDate} ${key}`;
    const known = this.sales[rollup].get(place);
    if (known !== undefined) return known.figures;
    const figures = noFigures();
    this.sales[rollup].set(place, { ...day, key, figures });
    return figures;
  }

  addLine(places: readonly (readonly [SalesRollup, string])[], day: StoreDay, line: LineFigures): void {
    for (const [rollup, key] of places) addLine(this.figures(rollup, day, key), line);
  }

  addTender(
    day: StoreDay,
    method: string,
    delta: { paymentCount: number; amountMinor: number; pendingMinor: number },
  ): void {
    const place = `${day.storeId} ${day.businessDate} ${method}`;
    const known = this.tenders.get(place) ?? { ...day, method, paymentCount: 0, amountMinor: 0, pendingMinor: 0 };
    known.paymentCount += delta.paymentCount;
    known.amountMinor += delta.amountMinor;
    known.pendingMinor += delta.pendingMinor;
    this.tenders.set(place, known);
  }

  addStock(at: StockPlace, moved: StockFigures): void {
    const place = `${at.storeId} ${at.businessDate} ${at.kind} ${at.reason}`;
    const known = this.stock.get(place);
    if (known === undefined) {
      this.stock.set(place, { ...at, ...moved });
      return;
    }
    known.movementCount += moved.movementCount;
    known.quantityMilli += moved.quantityMilli;
    known.costE4 += moved.costE4;
  }

  addExpense(of: ExpenseDelta): void {
    const place = `${of.storeId} ${of.expenseDate} ${of.categoryId}`;
    const known = this.expenses.get(place);
    if (known === undefined) {
      this.expenses.set(place, { ...of });
      return;
    }
    known.expenseCount += of.expenseCount;
    known.amountMinor += of.amountMinor;
  }

  addTax(
    day: StoreDay,
    tax: { taxRateId: string; ratePpm: number; inclusive: boolean; name: string; baseMinor: number; taxMinor: number },
  ): void {
    const place = `${day.storeId} ${day.businessDate} ${tax.taxRateId} ${tax.ratePpm} ${tax.inclusive}`;
    const known = this.taxes.get(place);
    if (known === undefined) {
      this.taxes.set(place, { ...day, ...tax });
      return;
    }
    if (tax.name > known.name) known.name = tax.name;
    known.baseMinor += tax.baseMinor;
    known.taxMinor += tax.taxMinor;
  }
}

/** What a payment in a state adds to its tender: money that never came adds nothing. */
export function tenderOf(
  state: string,
  amountMinor: number,
): { paymentCount: number; amountMinor: number; pendingMinor: number } {
  const counts = state === 'confirmed' || state === 'pending';
  return {
    paymentCount: counts ? 1 : 0,
    amountMinor: counts ? amountMinor : 0,
    pendingMinor: state === 'pending' ? amountMinor : 0,
  };
}
