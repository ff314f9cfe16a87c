import { makeHlc } from '#shared/base/hlc.ts';
import { makeRank } from '#shared/sync/rank.ts';
import { GOLDEN, GOLDEN_MS, goldenId } from './golden-ids.ts';
import { goldenRecords } from './golden-records.ts';
import { goldenJournalEntry, goldenRefund, goldenSale } from './golden-sales.ts';

const put = (kind: keyof typeof goldenRecords) => ({ kind, op: 'put', ...goldenRecords[kind] });
const stockLine = (line: number, quantityMilli: number) => ({
  id: goldenId(line),
  variantId: GOLDEN.variantId,
  batchId: GOLDEN.noId,
  quantityMilli,
  unitCostE4: 500_000,
});

/** The web of the business wrote it a minute before. */
const WEB_RANK = makeRank({
  stamp: makeHlc(GOLDEN_MS - 60_000, 0),
  tillId: GOLDEN.noId,
  epochCounter: 1,
  seq: 7,
});

/** What happened at the till that day, one of each type, in order. */
const HAPPENED: readonly (readonly [type: string, entityId: string, payload: object])[] = [
  ['staff.signed_in', GOLDEN.actorId, { userId: GOLDEN.actorId }],
  [
    'shift.opened',
    GOLDEN.shiftId,
    { shiftId: GOLDEN.shiftId, floatMinor: 500_000, shiftDate: '2026-06-01', openedAtMs: GOLDEN_MS },
  ],
  ['record.changed', goldenRecords.category.id, { records: [put('category')] }],
  [
    'record.offered',
    GOLDEN.tillId,
    {
      records: [
        {
          kind: 'customer',
          id: goldenId(87),
          isDeleted: false,
          fields: { ...goldenRecords.customer.fields, name: 'Ngozi Eze', phone: '08030000000' },
          ranks: { '*': WEB_RANK, name: `${makeHlc(GOLDEN_MS - 5000, 1)}${WEB_RANK.slice(16)}` },
        },
      ],
    },
  ],
  ['product.changed', GOLDEN.productId, { records: [put('product'), put('product_variant'), put('barcode')] }],
  ['customer.changed', GOLDEN.customerId, { records: [put('customer')] }],
  [
    'stock.received',
    goldenId(60),
    { receiptId: goldenId(60), supplierId: null, note: 'first carton', lines: [stockLine(61, 24_000)] },
  ],
  [
    'stock.adjusted',
    goldenId(62),
    { adjustmentId: goldenId(62), reason: 'damaged', note: 'a dented tin', lines: [stockLine(63, -1000)] },
  ],
  [
    'stock.transferred',
    goldenId(78),
    {
      transferId: goldenId(78),
      toStoreId: goldenId(79),
      note: 'for the weekend',
      lines: [{ ...stockLine(80, 2000) }],
    },
  ],
  [
    'stock.transfer_received',
    goldenId(81),
    {
      receiptId: goldenId(81),
      transferId: goldenId(78),
      note: 'the driver brought one back',
      lines: [{ ...stockLine(82, 1000), transferLineId: goldenId(80), lostMilli: 1000, reason: 'damaged' }],
    },
  ],
  ['sale.completed', GOLDEN.saleId, goldenSale],
  [
    'payment.received',
    goldenId(72),
    {
      receivedId: goldenId(72),
      saleId: null,
      customerId: GOLDEN.customerId,
      shiftId: GOLDEN.shiftId,
      currency: 'NGN',
      amountMinor: 5000,
      payments: [
        {
          id: goldenId(73),
          method: 'cash',
          amountMinor: 5000,
          tenderedMinor: 10_000,
          changeMinor: 5000,
          state: 'confirmed',
          reference: '',
        },
      ],
      note: 'for May',
    },
  ],
  [
    'credit.loaded',
    GOLDEN.creditId,
    {
      loadId: goldenId(74),
      creditId: GOLDEN.creditId,
      kind: 'gift_card',
      codeHash: 'c0de'.repeat(16),
      codeEnd: 'XW3D',
      customerId: null,
      shiftId: GOLDEN.shiftId,
      currency: 'NGN',
      amountMinor: 20_000,
      payments: [
        {
          id: goldenId(75),
          method: 'card',
          amountMinor: 20_000,
          tenderedMinor: 20_000,
          changeMinor: 0,
          state: 'confirmed',
          reference: '0042',
        },
      ],
      note: '',
    },
  ],
  [
    'payment.settled',
    GOLDEN.saleId,
    { paymentId: GOLDEN.paymentId, saleId: GOLDEN.saleId, state: 'confirmed', reference: 'GTB 0042' },
  ],
  [
    'sale.annotated',
    GOLDEN.saleId,
    { saleId: GOLDEN.saleId, note: 'delivered to the car', customerId: GOLDEN.customerId },
  ],
  ['sale.refunded', goldenRefund.saleId, goldenRefund],
  [
    'sale.voided',
    goldenRefund.saleId,
    {
      saleId: goldenRefund.saleId,
      reason: 'brought back to the wrong counter',
      customerId: null,
      payments: goldenRefund.payments.map((payment) => ({
        ...payment,
        id: goldenId(83),
        amountMinor: -payment.amountMinor,
        tenderedMinor: -payment.tenderedMinor,
      })),
      moves: [
        {
          id: goldenId(84),
          variantId: GOLDEN.variantId,
          batchId: GOLDEN.noId,
          quantityMilli: 1000,
          unitCostE4: 500_000,
        },
      ],
    },
  ],
  [
    'sale.abandoned',
    goldenId(64),
    {
      saleId: goldenId(64),
      shiftId: GOLDEN.shiftId,
      lineCount: 2,
      totalMinor: 21_500,
      currency: 'NGN',
      reason: 'forgot the purse',
      journal: [{ ...goldenJournalEntry, event: 'cart_cleared' }],
    },
  ],
  [
    'stock.counted',
    goldenId(65),
    {
      countId: goldenId(65),
      note: 'evening',
      lines: [
        {
          id: goldenId(66),
          variantId: GOLDEN.variantId,
          batchId: GOLDEN.noId,
          countedMilli: 20_000,
          expectedMilli: 21_000,
        },
      ],
    },
  ],
  [
    'cash.moved',
    goldenId(67),
    {
      cashMovementId: goldenId(67),
      shiftId: GOLDEN.shiftId,
      kind: 'drop',
      amountMinor: 100_000,
      reason: 'to the safe',
    },
  ],
  ['drawer.opened', GOLDEN.shiftId, { shiftId: GOLDEN.shiftId, reason: 'change' }],
  [
    'override.granted',
    goldenId(68),
    {
      askedBy: GOLDEN.actorId,
      grantedBy: GOLDEN.actorId,
      permission: 'sale.refund',
      subjectId: GOLDEN.saleId,
      what: 'refund without a receipt',
    },
  ],
  [
    'expense.recorded',
    goldenId(76),
    {
      expenseId: goldenId(76),
      categoryId: null,
      amountMinor: 15_000,
      description: 'Diesel for the generator',
      expenseDate: '2026-06-01',
      paymentMethod: 'cash',
      receiptFileId: null,
      cashMovementId: goldenId(67),
    },
  ],
  [
    'expense.corrected',
    goldenId(76),
    {
      expenseId: goldenId(76),
      categoryId: goldenId(77),
      amountMinor: 14_500,
      description: 'Diesel for the generator, 10 l',
      expenseDate: '2026-06-01',
      paymentMethod: 'cash',
      receiptFileId: null,
      isRemoved: false,
    },
  ],
  ['receipt.reprinted', GOLDEN.saleId, { saleId: GOLDEN.saleId }],
  ['receipt.sent', GOLDEN.saleId, { saleId: GOLDEN.saleId, channel: 'email', to: 'chidi@example.test' }],
  ['clock.jumped', GOLDEN.tillId, { fromMs: GOLDEN_MS, toMs: GOLDEN_MS + 7_200_000 }],
  // The web alone may say so: from a till it waits for the owner.
  ['case.settled', goldenId(88), { caseId: goldenId(88), reason: 'seen', stayingBootId: null }],
  [
    'shift.closed',
    GOLDEN.shiftId,
    {
      shiftId: GOLDEN.shiftId,
      closedAtMs: GOLDEN_MS + 18_000,
      counted: [{ denominationMinor: 100_000, pieces: 3 }],
      countedMinor: 389_250,
      expectedMinor: 389_250,
      varianceMinor: 0,
      varianceReason: '',
      saleCount: 1,
      refundCount: 1,
      tenders: [
        { method: 'transfer', amountMinor: 32_250, count: 1 },
        { method: 'cash', amountMinor: -10_750, count: 1 },
      ],
    },
  ],
];

/** The body of each change as a till writes it: one JSON text, made once. */
export const goldenBodies: readonly string[] = HAPPENED.map(([type, entityId, payload], index) =>
  JSON.stringify({
    id: goldenId(100 + index),
    entityId,
    actorId: GOLDEN.actorId,
    businessId: GOLDEN.businessId,
    storeId: GOLDEN.storeId,
    tillId: GOLDEN.tillId,
    occurredAt: { ms: GOLDEN_MS + index * 1000, offsetMinutes: 60, zone: 'Africa/Lagos' },
    businessDate: '2026-06-01',
    clockQuality: 'good',
    hlc: makeHlc(GOLDEN_MS + index * 1000, 0),
    type,
    v: 1,
    payload,
  }),
);
