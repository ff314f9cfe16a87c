import { expect, test } from 'vitest';
import { becomeTill } from '#till/sync/become-till.ts';
import { FIRST_EPOCH, START_MS, newId, openTillFile } from './support/till-file.ts';

const variantId = newId();

test('of a machine that becomes another till, only what it still has to send stays its own', async () => {
  using file = await openTillFile();
  for (const _ of [1, 2]) file.sell(variantId);
  const [sent, waiting] = file.store
    .read((reader) => reader.changes.after(FIRST_EPOCH, 0, 10))
    .map(({ entityId }) => entityId);
  const identity = file.store.write((writer) => {
    writer.changes.mark({ epoch: FIRST_EPOCH, seq: 1 }, 'acked', START_MS);
    return writer.meta.identity();
  });
  if (identity === null) throw new Error('the till belongs to a shop');
  const { officeUrl, ...known } = identity;
  const tillId = newId();
  const grant = { epoch: '1-00000000000000cc', series: 'A', certificate: 'c', previousHash: '' };
  const answer = { ...known, tillId, tillCode: 'T2', grant, aliases: [], serverTime: START_MS };
  file.store.write((writer) => becomeTill(writer, answer, officeUrl));
  const isOwn = (saleId = ''): boolean | undefined => file.store.read((reader) => reader.sales.byId(saleId)?.isOwn);
  expect(isOwn(sent)).toBe(false);
  expect(isOwn(waiting)).toBe(true);
  expect(file.store.read((reader) => reader.changes.after(grant.epoch, 0, 10).map(({ seq }) => seq))).toEqual([1]);
});

test('a machine that becomes another till forgets what it could not take as the one before: its own list brings it', async () => {
  using file = await openTillFile();
  const identity = file.store.write((writer) => {
    const row = { entity: 'own_fact', id: newId(), op: 'put', raw: '{}', feedSeq: 7, reason: 'other_place' } as const;
    writer.sync.park({ ...row, parkedMs: START_MS });
    return writer.meta.identity();
  });
  if (identity === null) throw new Error('the till belongs to a shop');
  const { officeUrl, ...known } = identity;
  const grant = { epoch: '1-00000000000000cc', series: 'A', certificate: 'c', previousHash: '' };
  const parked = (): number => file.store.read((reader) => reader.sync.parked(10).length);
  const again = { ...known, tillCode: 'T1', grant, aliases: [], serverTime: START_MS };
  file.store.write((writer) => becomeTill(writer, again, officeUrl));
  expect(parked()).toBe(1);
  file.store.write((writer) => becomeTill(writer, { ...again, tillId: newId(), tillCode: 'T2' }, officeUrl));
  expect(parked()).toBe(0);
});

test('a machine that becomes another till shows what the office has of a record, not what it had before an own edit', async () => {
  using file = await openTillFile();
  const identity = file.store.write((writer) => {
    const row = { kind: 'customer', id: newId(), fields: '{}', ranks: '{}', includedEpoch: null, includedSeq: 0 };
    writer.sync.putBase({ ...row, isDeleted: false });
    return writer.meta.identity();
  });
  if (identity === null) throw new Error('the till belongs to a shop');
  const { officeUrl, ...known } = identity;
  const grant = { epoch: '1-00000000000000cc', series: 'A', certificate: 'c', previousHash: '' };
  const bases = (): number => file.store.read((reader) => reader.sync.bases().length);
  const again = { ...known, tillCode: 'T1', grant, aliases: [], serverTime: START_MS };
  file.store.write((writer) => becomeTill(writer, again, officeUrl));
  expect(bases()).toBe(1);
  file.store.write((writer) => becomeTill(writer, { ...again, tillId: newId(), tillCode: 'T2' }, officeUrl));
  expect(bases()).toBe(0);
});
