import { NO_ID, type Id } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { PayloadOf } from '#shared/changes/change-body.ts';
import type { Payment } from '#shared/sale/tender.ts';
import type { WebChange } from '#server/sync/apply/apply-web-change.ts';

/** A product with its hidden variant, as the web makes one. */
export function productChange(productId: Id, variantId: Id, name: string, sku = ''): WebChange {
  return {
    type: 'product.changed',
    entityId: productId,
    payload: {
      records: [
        { kind: 'product', id: productId, op: 'put', fields: { name } },
        {
          kind: 'product_variant',
          id: variantId,
          op: 'put',
          fields: { productId, name: '', sku, costE4: 500_000, sellingPriceMinor: 10_000 },
        },
      ],
    },
  };
}

export type SoldThing = {
  readonly variantId: Id;
  readonly quantityMilli: number;
  readonly priceMinor: number;
  readonly refundOfLineId?: Id;
  readonly lineId?: Id;
};
export type SaleTold = {
  readonly saleId: Id;
  readonly shiftId?: Id | null;
  readonly refundOf?: Id | null;
  readonly receiptNumber?: string;
  readonly things: readonly SoldThing[];
  readonly customerId?: Id | null;
  readonly payment?: Pick<Payment, 'id' | 'method' | 'state'> & Partial<Pick<Payment, 'reference'>>;
};

/** A line of one thing: its price holds the tax. */
function soldLine(makeId: () => Id, thing: SoldThing): PayloadOf<'sale.completed'>['lines'][number] {
  const grossMinor = Math.round((thing.priceMinor * thing.quantityMilli) / 1000);
  const taxMinor = grossMinor - Math.round(grossMinor / 1.075);
  return {
    id: thing.lineId ?? makeId(),
    variantId: thing.variantId,
    productId: null,
    categoryId: null,
    name: 'Peak Milk 400 g',
    sku: 'PM400',
    barcode: null,
    unit: { name: 'piece', factorMilli: milli(1000) },
    baseUnit: 'piece',
    quantityMilli: milli(thing.quantityMilli),
    unitPriceMinor: minor(thing.priceMinor),
    listPriceMinor: minor(thing.priceMinor),
    priceSource: 'variant' as const,
    unitCostE4: costE4(500_000),
    grossMinor: minor(grossMinor),
    lineDiscountMinor: minor(0),
    cartDiscountMinor: minor(0),
    discountMinor: minor(0),
    discountReason: '',
    taxes: [
      {
        taxRateId: VAT_ID,
        name: 'VAT',
        ratePpm: 75_000,
        inclusive: true,
        baseMinor: minor(grossMinor - taxMinor),
        taxMinor: minor(taxMinor),
      },
    ],
    taxMinor: minor(taxMinor),
    subtotalMinor: minor(grossMinor - taxMinor),
    totalMinor: minor(grossMinor),
    batchId: NO_ID,
    serial: null,
    note: '',
    refundOfLineId: thing.refundOfLineId ?? null,
    restock: true,
    moves: [
      {
        id: makeId(),
        variantId: thing.variantId,
        batchId: NO_ID,
        quantityMilli: milli(thing.quantityMilli),
        unitCostE4: costE4(500_000),
      },
    ],
  };
}

/** A finished sale whose sums add up: prices hold 7.5 % tax, one payment covers all. */
export function salePayload(makeId: () => Id, told: SaleTold): PayloadOf<'sale.completed'> {
  const lines = told.things.map((thing) => soldLine(makeId, thing));
  const total = (of: (line: (typeof lines)[number]) => number): number =>
    lines.reduce((sum, line) => sum + of(line), 0);
  const totalMinor = total((line) => line.totalMinor);
  const { id, state, method, reference = '' } = told.payment ?? { id: makeId(), state: 'confirmed', method: 'cash' };
  return {
    saleId: told.saleId,
    kind: totalMinor < 0 ? 'refund' : 'sale',
    receiptNumber: told.receiptNumber ?? `YAB-1-A-${told.saleId.slice(-6)}`,
    shiftId: told.shiftId ?? null,
    customerId: told.customerId ?? null,
    customerName: null,
    cashierName: 'Amina',
    currency: 'NGN',
    roundingRule: 'half_away',
    refundOf: told.refundOf ?? null,
    note: '',
    grossMinor: minor(total((line) => line.grossMinor)),
    discountMinor: minor(0),
    taxMinor: minor(total((line) => line.taxMinor)),
    subtotalMinor: minor(total((line) => line.subtotalMinor)),
    totalMinor: minor(totalMinor),
    roundingMinor: minor(0),
    paidMinor: minor(method === 'credit' ? 0 : totalMinor),
    balanceMinor: minor(method === 'credit' ? totalMinor : 0),
    lines,
    payments: [
      {
        id,
        method,
        amountMinor: minor(totalMinor),
        tenderedMinor: minor(totalMinor),
        changeMinor: minor(0),
        state,
        reference,
      },
    ],
    journal: [],
    openedAtMs: 0,
  };
}

export const VAT_ID: Id = '019a0000-0000-7000-8000-000000000075';
