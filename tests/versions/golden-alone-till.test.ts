import { afterEach, beforeEach, expect, test } from 'vitest';
import { must } from '#shared/base/assert.ts';
import { enrolAnswerSchema } from '#shared/sync/enrol.ts';
import { joinAnswerSchema } from '#shared/sync/join.ts';
import { handOver } from '#till/sync/hand-over.ts';
import { type TillFile, openTillFile } from '../sync/support/till-file.ts';
import { GOLDEN, goldenId } from './golden-ids.ts';
import { GOLDEN_PROTOCOLS, hasGolden, readGolden } from './read-golden.ts';

let file: TillFile;
beforeEach(async () => {
  file = await openTillFile();
});
afterEach(() => file[Symbol.dispose]());

const PROTOCOLS = GOLDEN_PROTOCOLS.filter((protocol) => hasGolden(protocol, 'join-answer-joined'));

test.each(PROTOCOLS)('an answer of protocol %i makes a till of today that was alone one of the office', (protocol) => {
  const waiting = joinAnswerSchema.parse(readGolden(protocol, 'join-answer-plan'));
  expect(waiting).toMatchObject({ enrolled: null, plan: { businessName: 'Ada Stores' } });
  const enrolled = must(
    joinAnswerSchema.parse(readGolden(protocol, 'join-answer-joined')).enrolled,
    'the till has joined',
  );
  const {
    grant: _grant,
    serverTime: _serverTime,
    ...own
  } = enrolAnswerSchema.parse(readGolden(protocol, 'enrol-answer'));
  file.store.write((writer) => {
    writer.meta.setIdentity({ ...own, officeUrl: '' });
    writer.meta.setEpoch({ ...enrolled.grant, certificate: '' });
    handOver(writer, enrolled, 'http://127.0.0.1:1');
  });
  file.store.read((reader) => {
    expect(reader.meta.isAlone()).toBe(false);
    expect(reader.meta.identity()).toMatchObject({ businessId: goldenId(201), tillId: GOLDEN.tillId, tillCode: '2' });
    expect(reader.meta.epoch()).toMatchObject(enrolled.grant);
    expect(reader.aliases.all().get(GOLDEN.variantId)).toBe(goldenId(211));
  });
});
