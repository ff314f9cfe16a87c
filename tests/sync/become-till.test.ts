import { expect, test } from 'vitest';
import { HLC_ZERO } from '#shared/base/hlc.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { must } from '#shared/base/assert.ts';
import { levelsCompleteThrough, onHandByBatch } from '#till/catalogue/on-hand.ts';
import { BEFORE_PLACES_MAX } from '#shared/sync/enrol.ts';
import { becomeTill } from '#till/sync/become-till.ts';
import { tillBefore } from '#till/sync/till-before.ts';
import { openScriptedOffice } from './support/scripted-office.ts';
import { openTillSide } from './support/till-side.ts';
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
  const held = file.store.read((reader) => tillBefore(reader)?.places.slice(1));
  const answer = { ...known, tillId, tillCode: 'T2', grant, aliases: [], held, serverTime: START_MS };
  file.store.write((writer) => becomeTill(writer, answer, officeUrl));
  const isOwn = (saleId = ''): boolean | undefined => file.store.read((reader) => reader.sales.byId(saleId)?.isOwn);
  expect(isOwn(sent)).toBe(false);
  expect(isOwn(waiting)).toBe(true);
  expect(file.store.read((reader) => reader.changes.after(grant.epoch, 0, 10).map(({ seq }) => seq))).toEqual([1]);
});

test.each([
  { office: 'has the first of four', heldSeqs: [1], left: 3 },
  { office: 'has all four', heldSeqs: [1, 2, 3, 4], left: 0 },
  { office: 'has another change at the third place', heldSeqs: [1, 2, -3], left: 2 },
  { office: 'has none of them', heldSeqs: [], left: 4 },
  { office: 'is older and doesn’t say', heldSeqs: null, left: 4 },
])(
  'of four acknowledged sales a machine that becomes another till sends $left anew where the office $office',
  async ({ heldSeqs, left }) => {
    using file = await openTillFile();
    for (const _ of [1, 2, 3, 4]) file.sell(variantId);
    const { known, officeUrl, held } = file.store.write((writer) => {
      for (const seq of [1, 2, 3, 4]) writer.changes.mark({ epoch: FIRST_EPOCH, seq }, 'acked', START_MS);
      const { officeUrl: url, ...rest } = must(writer.meta.identity(), 'the till belongs to a shop');
      const places = heldSeqs?.map((seq) => ({
        epoch: FIRST_EPOCH,
        seq: Math.abs(seq),
        hash: seq < 0 ? 'f'.repeat(64) : must(writer.places.hashAt(FIRST_EPOCH, seq), 'it was sold'),
      }));
      return { known: rest, officeUrl: url, held: places };
    });
    const grant = { epoch: '1-00000000000000cc', series: 'A', certificate: 'c', previousHash: '' };
    const answer = { ...known, tillId: newId(), tillCode: 'T2', grant, aliases: [], serverTime: START_MS, held };
    file.store.write((writer) => becomeTill(writer, answer, officeUrl));
    expect(file.store.read((reader) => reader.changes.countIn('waiting').count)).toBe(left);
    expect(file.store.read((reader) => reader.changes.epochs())).toEqual(left === 0 ? [] : [grant.epoch]);
  },
);

test('of a till of another business nothing goes along', async () => {
  using file = await openTillFile();
  for (const _ of [1, 2]) file.sell(variantId);
  const { known, officeUrl } = file.store.write((writer) => {
    writer.changes.mark({ epoch: FIRST_EPOCH, seq: 1 }, 'acked', START_MS);
    const { officeUrl: url, ...rest } = must(writer.meta.identity(), 'the till belongs to a shop');
    return { known: rest, officeUrl: url };
  });
  const grant = { epoch: '1-00000000000000cc', series: 'A', certificate: 'c', previousHash: '' };
  const answer = { ...known, businessId: newId(), tillId: newId(), grant, aliases: [], serverTime: START_MS, held: [] };
  file.store.write((writer) => becomeTill(writer, answer, officeUrl));
  expect(file.store.read((reader) => reader.changes.countIn('waiting').count)).toBe(0);
});

test('what a machine names of its places starts with the heads, lies denser near them, and stays small', async () => {
  using file = await openTillFile();
  for (let count = 0; count < 200; count += 1) file.sell(variantId);
  file.store.write((writer) => {
    for (let seq = 1; seq <= 190; seq += 1) writer.changes.mark({ epoch: FIRST_EPOCH, seq }, 'acked', START_MS);
  });
  const named = file.store.read((reader) => tillBefore(reader)?.places.map(({ seq }) => seq));
  expect(named).toEqual([200, 190, 189, 187, 183, 175, 159, 127, 63, 1]);
  expect(named?.length).toBeLessThan(BEFORE_PLACES_MAX);
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

test('a machine that becomes another till shows what lies on the shelf less what it sold and the office has not', async () => {
  using file = await openTillFile();
  for (const _ of [1, 2]) file.sell(variantId);
  const { known, officeUrl, held } = file.store.write((writer) => {
    writer.changes.mark({ epoch: FIRST_EPOCH, seq: 1 }, 'acked', START_MS);
    writer.stock.putLevel({
      storeId: file.storeId,
      variantId,
      batchId: NO_ID,
      quantityMilli: 9000,
      reorderLevelMilli: null,
      anchorHlc: HLC_ZERO,
      averageCostE4: 0,
      includedEpoch: null,
      includedSeq: 0,
      quarantined: [],
    });
    // Of the till that it was far more had arrived than the new one ever wrote.
    const through = { completeThroughEpoch: FIRST_EPOCH, completeThroughSeq: 500 };
    writer.sync.putMark({ class: 'levels', isComplete: true, ...through, quarantined: [], rowCount: 1 });
    const { officeUrl: url, ...rest } = must(writer.meta.identity(), 'the till belongs to a shop');
    const hash = must(writer.places.hashAt(FIRST_EPOCH, 1), 'it was sold');
    return { known: rest, officeUrl: url, held: [{ epoch: FIRST_EPOCH, seq: 1, hash }] };
  });
  const grant = { epoch: '1-00000000000000cc', series: 'A', certificate: 'c', previousHash: '' };
  const answer = { ...known, tillId: newId(), tillCode: 'T2', grant, aliases: [], serverTime: START_MS, held };
  file.store.write((writer) => becomeTill(writer, answer, officeUrl));
  const shown = file.store.read((reader) => onHandByBatch(reader, variantId, levelsCompleteThrough(reader)));
  expect(shown.map(({ onHandMilli }) => onHandMilli)).toEqual([8000]);
});

test('a machine on which something waits becomes no till of another business, until that is exported or sent', async () => {
  await using office = await openScriptedOffice();
  await using side = await openTillSide({ nowMs: Date.now });
  await side.enrol(office.url, '7F3K-22QD');
  await side.settled();
  side.worker().stop();
  side.sell();
  side.worker().memory.state = 'unknown';
  await expect(side.enrol(office.url, '7F3K-22QD')).rejects.toThrow('changes_wait');
  expect(side.status().waiting).toBe(1);
});
