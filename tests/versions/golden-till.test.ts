import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrolAnswerSchema } from '#shared/sync/enrol.ts';
import { pushAnswerSchema, pushRequestSchema } from '#shared/sync/push.ts';
import { onHandByBatch, levelsCompleteThrough } from '#till/catalogue/on-hand.ts';
import { applyFeedPage } from '#till/sync/apply-feed-page.ts';
import { pulledPageSchema } from '#till/sync/pulled-page.ts';
import { takeAcks } from '#till/sync/take-acks.ts';
import { START_MS, type TillFile, openTillFile } from '../sync/support/till-file.ts';
import { GOLDEN, goldenId } from './golden-ids.ts';
import { goldenRecords } from './golden-records.ts';
import { GOLDEN_PROTOCOLS, readGolden } from './read-golden.ts';

let file: TillFile;
beforeEach(async () => {
  file = await openTillFile();
});
afterEach(() => file[Symbol.dispose]());

test.each(GOLDEN_PROTOCOLS)('a page of protocol %i fills a till of today, with nothing set aside', (protocol) => {
  const { grant, serverTime: _serverTime, ...identity } = enrolAnswerSchema.parse(readGolden(protocol, 'enrol-answer'));
  file.store.write((writer) => {
    writer.meta.setIdentity({ ...identity, officeUrl: 'http://127.0.0.1:1' });
    writer.meta.setEpoch(grant);
  });
  const page = pulledPageSchema.parse(readGolden(protocol, 'pull-answer'));
  const context = {
    tillId: identity.tillId,
    nowMs: START_MS,
    officeNowMs: START_MS,
    isHealing: false,
    onRecordsApplied: () => undefined,
  };
  const applied = file.store.write((writer) => applyFeedPage(writer, page, context));
  expect(applied.parked).toBe(0);
  file.store.read((reader) => {
    expect(reader.records.get('product', GOLDEN.productId)?.fields).toMatchObject(goldenRecords.product.fields);
    expect(reader.records.get('customer', GOLDEN.customerId)?.fields).toMatchObject(goldenRecords.customer.fields);
    expect(reader.records.get('staff', GOLDEN.actorId)?.fields).toMatchObject({ fullName: 'Amina Bello' });
    expect(reader.sales.document(goldenId(70))).toMatchObject({ sale: { receiptNumber: 'YAB-2-A-000001' } });
    expect(reader.changes.head(grant.epoch)).toMatchObject({ seq: 1 });
    expect(onHandByBatch(reader, GOLDEN.variantId, levelsCompleteThrough(reader))).toMatchObject([
      { onHandMilli: 20_000 },
    ]);
  });
});

test.each(GOLDEN_PROTOCOLS)(
  'an answer of protocol %i is taken for what it acknowledges, and for nothing else',
  (protocol) => {
    const { epoch, changes } = pushRequestSchema.parse(readGolden(protocol, 'push-request'));
    const { acks } = pushAnswerSchema.parse(readGolden(protocol, 'push-answer'));
    file.sell(goldenId(11));
    expect(file.store.write((writer) => takeAcks(writer, epoch, acks, START_MS))).toEqual({ taken: 0, quarantined: 0 });
    expect(acks.map(({ hash }) => hash)).toEqual(changes.slice(0, acks.length).map(({ hash }) => hash));
  },
);
