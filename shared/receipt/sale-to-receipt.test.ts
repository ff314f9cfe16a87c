import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { Cart } from '#shared/sale/cart.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import { settle } from '#shared/sale/settle.ts';
import { type Tender, tenderSchema } from '#shared/sale/tender.ts';
import { toPayload } from '#shared/sale/to-payload.ts';
import { SALES_TAX, VAT, cartOf, countingIds, idOf, lineOf } from '#tests/support/carts.ts';
import { ENGLISH_RECEIPT_WORDS } from './receipt-words.ts';
import type { ReceiptContext } from './receipt-context.ts';
import { receiptDocumentSchema } from './receipt-document.ts';
import { saleToReceipt } from './sale-to-receipt.ts';
import { textWidth } from './text-width.ts';
import { receiptToText } from './to-text.ts';

const context: ReceiptContext = {
  business: {
    name: 'Adeyemi Superstores',
    phone: '',
    address: '',
    taxId: '20481937-0001',
    logoUrl: null,
    locale: 'en-NG',
  },
  store: {
    name: 'Surulere',
    address: '14 Adeniran Ogunsanya Street, Surulere, Lagos',
    phone: '0802 555 0199',
    receiptHeader: '',
    receiptFooter: 'Goods come back within 7 days with this receipt. Frozen food does not.',
  },
  tillName: 'Till 2',
  occurredAt: { ms: Date.UTC(2026, 10, 21, 13, 19), offsetMinutes: 60, zone: 'Africa/Lagos' },
  isCopy: false,
  isTraining: false,
  refundOfNumber: null,
  eReceiptUrl: 'https://shop.example/r/abc',
  words: ENGLISH_RECEIPT_WORDS,
};

function sold(cart: Cart, tenders: readonly Tender[]): SalePayload {
  const makeId = countingIds();
  const priced = priceCart(cart);
  const settled = settle({ cart, priced, tenders, makeId });
  if (!settled.ok) throw new Error(`refused: ${settled.refusal}`);
  return toPayload({
    cart,
    priced,
    settled: settled.value,
    receiptNumber: 'SUR-2-A-004187',
    cashierName: 'Chiamaka O.',
    shiftId: null,
    makeId,
  });
}

const item = (number: number, name: string, quantity: number, price: number) =>
  lineOf(number, { name, quantityMilli: milli(quantity * 1000), unitPriceMinor: minor(price) });

function sampleSale(): SalePayload {
  const fish = lineOf(4, {
    name: 'Titus Fish, frozen',
    baseUnit: 'kg',
    unit: { name: 'kg', factorMilli: milli(1000) },
    quantityMilli: milli(1245),
    unitPriceMinor: minor(680_000),
  });
  const oil = item(5, 'Mamador Oil 75cl', 2, 345_000);
  const cart = cartOf(
    [
      item(1, 'Peak Milk Refill 400g', 2, 495_000),
      { ...item(2, 'Indomie Chicken 70g', 10, 35_000), taxRates: [VAT] },
      item(3, 'Golden Penny Semovita 1kg', 1, 185_000),
      fish,
      { ...oil, discount: { kind: 'percent', ppm: 100_000, reason: 'dented bottle', by: idOf(1) } },
      { ...item(6, 'Closeup 140g', 1, 145_000), taxRates: [VAT] },
      { ...item(7, 'Milo 500g', 1, 520_000), taxRates: [VAT] },
    ],
    { customerId: idOf(9), customerName: 'Mrs Bisi Ogunleye', cashRoundingMinor: minor(500) },
  );
  const pay = (given: object): Tender => tenderSchema.parse(given);
  return sold(cart, [
    pay({ method: 'card', amountMinor: 1_000_000, reference: '004512' }),
    pay({ method: 'transfer', amountMinor: 500_000, state: 'confirmed' }),
    pay({ method: 'transfer', amountMinor: 800_000 }),
    pay({ method: 'credit', amountMinor: 500_000 }),
    pay({ method: 'cash', amountMinor: 1_000_000 }),
  ]);
}

test('the sample receipt of the design, on 80 mm paper', () => {
  const document = saleToReceipt(sampleSale(), context);
  expect(receiptDocumentSchema.safeParse(document).success).toBe(true);
  expect(receiptToText(document, 48)).toMatchInlineSnapshot(`
    "              ADEYEMI SUPERSTORES
     14 Adeniran Ogunsanya Street, Surulere, Lagos
                     0802 555 0199
                   TIN 20481937-0001
    ------------------------------------------------
    Receipt                         SUR-2-A-004187
    Sat 21 Nov 2026                          14:19
    Till 2                             Chiamaka O.
    Customer                     Mrs Bisi Ogunleye
    ------------------------------------------------
    Peak Milk Refill 400g
      2 × 4,950.00                        9,900.00
    Indomie Chicken 70g
      10 × 350.00                         3,500.00 A
    Golden Penny Semovita 1kg
      1 × 1,850.00                        1,850.00
    Titus Fish, frozen
      1.245 kg × 6,800.00                 8,466.00
    Mamador Oil 75cl
      2 × 3,450.00                        6,900.00
      10 % off, dented bottle              −690.00
    Closeup 140g
      1 × 1,450.00                        1,450.00 A
    Milo 500g
      1 × 5,200.00                        5,200.00 A
    ------------------------------------------------
    TOTAL                               ₦36,576.00
    7 lines, you saved                      690.00
    ------------------------------------------------
    Card, ref. 004512                    10,000.00
    Transfer, confirmed                   5,000.00
    Transfer, PENDING                     8,000.00
    On account                            5,000.00
    Cash received                        10,000.00
    Cash rounding                            −1.00
    CHANGE                               ₦1,425.00
    ------------------------------------------------
    VAT                    before    tax  with tax
    A  7.5 %             9,441.86 708.14 10,150.00
       0 %              26,426.00   0.00 26,426.00
    ------------------------------------------------
    [QR https://shop.example/r/abc]
    Your receipt on your phone
    Scan it with the camera.
    Good for returns
    ------------------------------------------------
    Goods come back within 7 days with this receipt.
                 Frozen food does not.
       [0000000000000000528914269453437119609760]
                     SUR-2-A-004187
                       Thank you.
    "
  `);
});

test('on 58 mm paper nothing is wider than the paper, and no amount is lost', () => {
  const document = saleToReceipt(sampleSale(), { ...context, isCopy: true, isTraining: true });
  const text = receiptToText(document, 32);
  for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(32);
  for (const amount of ['₦36,576.00', '₦1,425.00', '9,441.86', '708.14', '10,150.00', '26,426.00', '−690.00'])
    expect(text).toContain(amount);
  expect(document.marks).toEqual(['training', 'copy']);
  expect(text).toContain('TRAINING');
  expect(text).toContain('COPY');
});

test('a refund is marked, names the receipt it belongs to, and pays out', () => {
  const cart = cartOf([lineOf(1, { quantityMilli: milli(-1000), unitPriceMinor: minor(69_000) })], {
    kind: 'refund',
    refundOf: idOf(3),
  });
  const text = receiptToText(
    saleToReceipt(sold(cart, [tenderSchema.parse({ method: 'cash', amountMinor: -69_000 })]), {
      ...context,
      refundOfNumber: 'SUR-1-A-000017',
    }),
    48,
  );
  expect(text).toContain('# REFUND #');
  expect(text).toMatch(/Refund of +SUR-1-A-000017/);
  expect(text).toMatch(/TOTAL +−₦690\.00/);
  expect(text).toMatch(/Cash given back +−690\.00/);
});

test('tax that is added stands between goods and total, and a discount on the sale has a line of its own', () => {
  const cart = cartOf([lineOf(1, { unitPriceMinor: minor(10_000), taxRates: [SALES_TAX] })], {
    discount: { kind: 'percent', ppm: 100_000, reason: 'regular', by: idOf(1) },
  });
  const text = receiptToText(
    saleToReceipt(sold(cart, [tenderSchema.parse({ method: 'card', amountMinor: 9743 })]), context),
    48,
  );
  expect(text).toMatch(/Discount on the sale +−10\.00/);
  expect(text).toMatch(/Tax +7\.43/);
  expect(text).toMatch(/TOTAL +₦97\.43/);
});
