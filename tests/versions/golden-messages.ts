import { createHash } from 'node:crypto';
import { makeHlc } from '#shared/base/hlc.ts';
import { type ChangeEnvelope, chainStart } from '#shared/changes/hash-chain.ts';
import { type ChainEnd, endAfter, linkBody } from '#shared/changes/make-change.ts';
import { levelId } from '#shared/sync/feed-rows.ts';
import { SERVER_TILL_ID, makeRank } from '#shared/sync/rank.ts';
import { goldenBodies } from './golden-changes.ts';
import { GOLDEN, GOLDEN_EPOCH, GOLDEN_MS, goldenId } from './golden-ids.ts';
import { aloneMessages } from './golden-joining.ts';
import { goldenRecords } from './golden-records.ts';
import { goldenRefund, goldenSale } from './golden-sales.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

function chainOf(bodies: readonly string[]): ChangeEnvelope[] {
  const start = chainStart(sha256, GOLDEN.tillId, GOLDEN_EPOCH, '');
  let end: ChainEnd = { epoch: GOLDEN_EPOCH, lastSeq: 0, lastHash: start };
  return bodies.map((body) => {
    const envelope = linkBody(sha256, end, body);
    end = endAfter(envelope);
    return envelope;
  });
}

const changes = chainOf(goldenBodies);
const lastHash = changes.at(-1)?.hash ?? '';
const lastSeq = changes.length;
const first = changes[0];
const serverTime = GOLDEN_MS + 60_000;
const grant = { epoch: GOLDEN_EPOCH, series: 'A', certificate: 'certificate', previousHash: '' };
const publicKey = 'A'.repeat(43);

/** A sale of another till, as the feed carries it. */
const saleOfAnother = {
  tillId: goldenId(5),
  storeId: GOLDEN.storeId,
  actorId: GOLDEN.actorId,
  occurredAt: { ms: GOLDEN_MS, offsetMinutes: 60, zone: 'Africa/Lagos' },
  businessDate: '2026-06-01',
  sale: { ...goldenSale, saleId: goldenId(70), receiptNumber: 'YAB-2-A-000001' },
};

/** One row of every entity of the feed, and a tombstone. */
function feedRows(): object[] {
  const rank = makeRank({ stamp: makeHlc(GOLDEN_MS, 0), tillId: SERVER_TILL_ID, epochCounter: 1, seq: 1 });
  const records = Object.entries(goldenRecords).map(([entity, { id, fields }]) => ({
    entity,
    id,
    op: 'put',
    data: { fields, ranks: Object.fromEntries(Object.keys(fields).map((name) => [name, rank])) },
  }));
  const { storeId, variantId, noId: batchId, tillId } = GOLDEN;
  const level = {
    storeId,
    variantId,
    batchId,
    quantityMilli: 20_000,
    reorderLevelMilli: null,
    anchorHlc: makeHlc(GOLDEN_MS + 12_000, 0),
    averageCostE4: 500_000,
  };
  const rows = [
    ...records,
    { entity: 'level', id: levelId({ storeId, variantId, batchId }), op: 'put', data: level },
    {
      entity: 'customer_balance',
      id: GOLDEN.customerId,
      op: 'put',
      data: { customerId: GOLDEN.customerId, balanceMinor: -5000 },
    },
    {
      entity: 'credit',
      id: GOLDEN.creditId,
      op: 'put',
      data: {
        creditId: GOLDEN.creditId,
        kind: 'gift_card',
        codeHash: 'c0de'.repeat(16),
        codeEnd: 'XW3D',
        customerId: null,
        balanceMinor: 20_000,
      },
    },
    { entity: 'sale', id: goldenId(70), op: 'put', data: saleOfAnother },
    {
      entity: 'own_fact',
      id: `${tillId}/1/1`,
      op: 'put',
      data: { epoch: GOLDEN_EPOCH, seq: 1, body: first?.body, hash: first?.hash, state: 'applied' },
    },
    { entity: 'product', id: goldenId(71), op: 'delete', data: null },
  ];
  return rows.map((row, index) => ({ feedSeq: index + 1, ...row }));
}

/** Every message of the protocol, by the name of its file. */
export function goldenMessages(protocol: number): Readonly<Record<string, unknown>> {
  return {
    ...joining(protocol),
    ...aloneMessages(protocol),
    ...greeting(protocol),
    ...moving(protocol),
    ...auditing(protocol),
    ...carrying(protocol),
    ...(protocol < 10 ? {} : askedBeside(protocol)),
  };
}

function joining(protocol: number): Readonly<Record<string, unknown>> {
  return {
    'enrol-request': {
      code: '7F3K-22QD',
      publicKey,
      app: '0.1.0',
      protocol,
      before: { tillId: goldenId(6), places: [{ epoch: GOLDEN_EPOCH, seq: lastSeq, hash: lastHash }] },
    },
    'enrol-answer': {
      businessId: GOLDEN.businessId,
      businessName: 'Mama Nkechi Stores',
      storeId: GOLDEN.storeId,
      storeCode: 'YAB',
      storeName: 'Yaba',
      tillId: GOLDEN.tillId,
      tillCode: '1',
      tillName: 'Front',
      timeZone: 'Africa/Lagos',
      currency: 'NGN',
      grant,
      held: [{ epoch: GOLDEN_EPOCH, seq: lastSeq, hash: lastHash }],
      serverTime,
    },
    'token-request': { assertion: 'header.claims.signature-of-the-till' },
    'token-answer': { accessToken: 'token', expiresAtMs: serverTime + 900_000, scope: 'till' },
  };
}

function greeting(protocol: number): Readonly<Record<string, unknown>> {
  const head = { epoch: GOLDEN_EPOCH, lastSeq, lastHash, ackedSeq: 1, ackedHash: first?.hash ?? '' };
  return {
    'hello-request': {
      till: GOLDEN.tillId,
      epoch: GOLDEN_EPOCH,
      series: 'A',
      certificate: 'certificate',
      heads: [head],
      highestSession: 0,
      cursor: null,
      protocol,
      schema: 1,
      app: '0.1.0',
      wallClock: GOLDEN_MS,
      hlc: makeHlc(GOLDEN_MS, 0),
      bootId: goldenId(80),
      waiting: lastSeq - 1,
    },
    'hello-request-new-epoch': {
      till: GOLDEN.tillId,
      epoch: GOLDEN_EPOCH,
      series: 'A',
      certificate: 'certificate',
      heads: [head],
      highestSession: 7,
      cursor: 'cursor',
      protocol,
      schema: 1,
      app: '0.1.0',
      wallClock: GOLDEN_MS,
      hlc: makeHlc(GOLDEN_MS, 0),
      bootId: goldenId(80),
      newEpoch: true,
      newEpochFor: 'restored',
      waiting: 0,
    },
    'hello-answer': {
      verdict: 'normal',
      heads: [{ epoch: GOLDEN_EPOCH, lastSeq: 1, lastHash: first?.hash }],
      session: 1,
      serverTime,
      receiptCounters: [{ series: 'A', counter: 2 }],
    },
    'hello-answer-new-epoch': {
      verdict: 'restored',
      heads: [{ epoch: GOLDEN_EPOCH, lastSeq: lastSeq + 1, lastHash: sha256('lost'), hashAtYours: lastHash }],
      session: 2,
      serverTime,
      grant: { epoch: '2-00000000000000bb', series: 'B', certificate: 'certificate', previousHash: lastHash },
      receiptCounters: [],
    },
  };
}

function moving(protocol: number): Readonly<Record<string, unknown>> {
  return {
    'push-request': { session: 1, protocol, epoch: GOLDEN_EPOCH, firstSeq: 1, changes },
    'push-answer': {
      acks: [
        { seq: 1, hash: first?.hash, outcome: 'applied' },
        { seq: 2, hash: changes[1]?.hash, outcome: 'applied_for_review', code: 'unknown_product' },
        { seq: 3, hash: changes[2]?.hash, outcome: 'duplicate' },
        { seq: 4, hash: changes[3]?.hash, outcome: 'quarantined', code: 'change_type_unknown' },
      ],
      lastSeq: 4,
      lastHash: changes[3]?.hash,
      serverTime,
    },
    'raw-quarantine-request': {
      session: 1,
      epoch: GOLDEN_EPOCH,
      seq: 1,
      hash: first?.hash,
      raw: Buffer.from(first?.body ?? '').toString('base64'),
      id: goldenId(100),
    },
    'pull-query': { cursor: 'cursor', limit: '500', session: '1', protocol: String(protocol) },
    'pull-query-own': {
      cursor: 'cursor',
      limit: '500',
      session: '1',
      protocol: String(protocol),
      only: 'own',
      haveEpoch: GOLDEN_EPOCH,
      haveSeq: '3',
    },
    'pull-answer': {
      changes: feedRows(),
      cursor: 'cursor-after',
      hasMore: false,
      appliedThrough: { epoch: GOLDEN_EPOCH, seq: 1 },
      quarantined: [goldenId(103)],
      complete: ['settings', 'catalogue', 'levels', 'customers', 'sales', 'own'],
      serverTime,
    },
  };
}

function carrying(protocol: number): Readonly<Record<string, unknown>> {
  const { businessId, tillId } = GOLDEN;
  const place = { epoch: GOLDEN_EPOCH, firstSeq: 1 };
  const carried = {
    v: 1,
    protocol,
    businessId,
    tillId,
    ...place,
    writtenAtMs: serverTime,
    changes: changes.slice(0, 2),
  };
  return {
    'carried-changes': carried,
    'import-request': {
      format: 'stockavoo-changes',
      carried: JSON.stringify(carried),
      signature: Buffer.alloc(64, 7).toString('base64'),
    },
    'import-answer': { tillId, applied: 1, forReview: 0, known: 1, quarantined: 0, serverTime },
  };
}

function auditing(protocol: number): Readonly<Record<string, unknown>> {
  const figures = { saleCount: 2, totalMinor: 21_500, paidMinor: 21_500, digest: sha256('two sales') };
  return {
    'audit-request': {
      session: 1,
      protocol,
      days: [
        { businessDate: '2026-06-01', ...figures, leftOut: [goldenId(103)] },
        {
          businessDate: '2026-05-31',
          ...figures,
          leftOut: [],
          sales: [
            { id: goldenId(70), totalMinor: 12_500, paidMinor: 12_500, lineCount: 2, changeId: goldenId(100) },
            { id: goldenId(71), totalMinor: 9_000, paidMinor: 9_000, lineCount: 1 },
          ],
        },
      ],
    },
    'audit-answer': {
      days: [
        { businessDate: '2026-06-01', verdict: 'agrees' },
        { businessDate: '2026-05-30', verdict: 'name_sales' },
        { businessDate: '2026-05-31', verdict: 'differs', tillLacks: [goldenId(72)], serverLacks: [goldenId(71)] },
      ],
      serverTime,
    },
    'audit-missing-request': { session: 1, protocol, changes: changes.slice(0, 1) },
    'audit-missing-answer': { applied: 1, quarantined: 0, known: 0, serverTime },
  };
}

/** What tills ask beside the feed. */
function askedBeside(protocol: number): Readonly<Record<string, unknown>> {
  const refund = {
    ...saleOfAnother,
    sale: { ...goldenRefund, saleId: goldenId(72), refundOf: goldenId(70), receiptNumber: 'YAB-2-A-000002' },
  };
  return {
    'sale-lookup-query': { protocol: String(protocol) },
    'sale-lookup-answer': {
      sale: { ...saleOfAnother, voided: { atMs: GOLDEN_MS + 30_000, reason: 'Rung up twice' } },
      returned: [refund],
      serverTime,
    },
    'sent-file-query': { expenseId: goldenId(90), sha256: sha256('a photo') },
    'sent-file-answer': { fileId: goldenId(91), isAttached: true, serverTime },
    'support-bundle-query': { sha256: sha256('a bundle') },
    'support-bundle-answer': { bundleId: goldenId(92), serverTime },
  };
}
