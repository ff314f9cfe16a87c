import { GOLDEN, GOLDEN_MS, goldenId } from './golden-ids.ts';

/** A line of `pieces` at 100.00 with 7.5 % tax inside. */
function line(pieces: number, ids: { readonly line: number; readonly refundOfLineId: string | null }) {
  const grossMinor = pieces * 10_750;
  const taxMinor = pieces * 750;
  return {
    id: ids.refundOfLineId === null ? GOLDEN.lineId : goldenId(ids.line),
    variantId: GOLDEN.variantId,
    productId: GOLDEN.productId,
    categoryId: null,
    name: 'Peak Milk 400 g',
    sku: 'PM400',
    barcode: '6009188001234',
    unit: { name: 'piece', factorMilli: 1000 },
    baseUnit: 'piece',
    quantityMilli: pieces * 1000,
    unitPriceMinor: 10_750,
    listPriceMinor: 10_750,
    priceSource: 'variant',
    unitCostE4: 500_000,
    grossMinor,
    lineDiscountMinor: 0,
    cartDiscountMinor: 0,
    discountMinor: 0,
    discountReason: '',
    taxes: [
      {
        taxRateId: goldenId(20),
        name: 'VAT',
        ratePpm: 75_000,
        inclusive: true,
        baseMinor: grossMinor - taxMinor,
        taxMinor,
      },
    ],
    taxMinor,
    subtotalMinor: grossMinor - taxMinor,
    totalMinor: grossMinor,
    batchId: GOLDEN.noId,
    serial: null,
    note: 'no bag',
    refundOfLineId: ids.refundOfLineId,
    restock: true,
    moves: [
      {
        id: goldenId(ids.line + 1),
        variantId: GOLDEN.variantId,
        batchId: GOLDEN.noId,
        quantityMilli: pieces * 1000,
        unitCostE4: 500_000,
      },
    ],
  };
}

type Told = {
  readonly saleId: string;
  readonly pieces: number;
  readonly line: number;
  readonly refundOf: string | null;
  readonly receiptNumber: string;
  readonly payment: { readonly id: string; readonly method: string; readonly state: string };
};

function sale({ saleId, pieces, line: lineNumber, refundOf, receiptNumber, payment }: Told) {
  const sold = line(pieces, { line: lineNumber, refundOfLineId: refundOf === null ? null : GOLDEN.lineId });
  return {
    saleId,
    kind: refundOf === null ? 'sale' : 'refund',
    receiptNumber,
    shiftId: GOLDEN.shiftId,
    customerId: null,
    customerName: null,
    cashierName: 'Amina',
    currency: 'NGN',
    roundingRule: 'half_away',
    refundOf,
    note: '',
    grossMinor: sold.grossMinor,
    discountMinor: 0,
    taxMinor: sold.taxMinor,
    subtotalMinor: sold.subtotalMinor,
    totalMinor: sold.totalMinor,
    roundingMinor: 0,
    paidMinor: sold.totalMinor,
    balanceMinor: 0,
    lines: [sold],
    payments: [
      { ...payment, amountMinor: sold.totalMinor, tenderedMinor: sold.totalMinor, changeMinor: 0, reference: '' },
    ],
    journal: [goldenJournalEntry],
    openedAtMs: GOLDEN_MS,
    receiptToken: saleId.replaceAll('-', ''),
  };
}

export const goldenJournalEntry = {
  atMs: GOLDEN_MS,
  actorId: GOLDEN.actorId,
  event: 'line_removed',
  lineName: 'Sugar 1 kg',
  quantityMilli: 1000,
  amountMinor: 120_000,
  reason: 'changed their mind',
  approvedBy: null,
};

export const goldenSale = sale({
  saleId: GOLDEN.saleId,
  pieces: 3,
  line: 30,
  refundOf: null,
  receiptNumber: 'YAB-1-A-000001',
  payment: { id: GOLDEN.paymentId, method: 'transfer', state: 'pending' },
});

export const goldenRefund = sale({
  saleId: goldenId(40),
  pieces: -1,
  line: 41,
  refundOf: GOLDEN.saleId,
  receiptNumber: 'YAB-1-A-000002',
  payment: { id: goldenId(43), method: 'cash', state: 'confirmed' },
});
