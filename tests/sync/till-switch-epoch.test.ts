import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_ID } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { type ChangeEnvelope, chainStart, epochCounter } from '#shared/changes/hash-chain.ts';
import { endAfter, linkBody } from '#shared/changes/make-change.ts';
import { verifyChain } from '#shared/changes/verify-chain.ts';
import { levelsCompleteThrough, onHandByBatch } from '#till/catalogue/on-hand.ts';
import { levelId } from '#shared/sync/feed-rows.ts';
import { beginResync } from '#till/sync/resync.ts';
import { applyFeedPage, applyParked } from '#till/sync/apply-feed-page.ts';
import { headOf } from '#till/sync/hello-request.ts';
import { positionOfRank } from '#till/sync/own-edits.ts';
import type { FeedContext } from '#till/sync/page-view.ts';
import { pruneChanges } from '#till/sync/prune-changes.ts';
import { switchEpoch } from '#till/sync/switch-epoch.ts';
import type { Healing } from '#till/sync/sync-state.ts';
import { sha256 } from '#till/sync/till-key.ts';
import { FIRST_EPOCH, START_MS, type TillFile, newId, openTillFile } from './support/till-file.ts';

const NEW_EPOCH = '2-00000000000000bb';
const DAY_MS = 86_400_000;
const variantId = newId();
const grant = { epoch: NEW_EPOCH, series: 'B', certificate: 'c2', previousHash: '' };

const context = (file: TillFile, isHealing: boolean): FeedContext => ({
  tillId: file.tillId,
  nowMs: START_MS,
  officeNowMs: START_MS,
  isHealing,
  onRecordsApplied: () => undefined,
});
const logOf = (file: TillFile, epoch: string) => file.store.read((reader) => reader.changes.after(epoch, 0, 1000));

/** The office's history: the till's own up to `agreed`, then what it got from the till before the restore, in any order. */
function officeChain(file: TillFile, agreed: number, then: readonly string[]): ChangeEnvelope[] {
  const own = logOf(file, FIRST_EPOCH).slice(0, agreed);
  const chain: ChangeEnvelope[] = own.map(({ epoch, seq, body, bodyHash, hash }) => ({
    epoch,
    seq,
    body,
    bodyHash,
    hash,
  }));
  let end =
    chain.length === 0
      ? { epoch: FIRST_EPOCH, lastSeq: 0, lastHash: chainStart(sha256, file.tillId, FIRST_EPOCH, '') }
      : endAfter(chain[chain.length - 1] ?? { epoch: '', seq: 0, body: '', bodyHash: '', hash: '' });
  for (const body of then) {
    const link = linkBody(sha256, end, body);
    chain.push(link);
    end = endAfter(link);
  }
  return chain;
}

/** What hello and the pull of own facts bring, and then the switch. */
function heal(file: TillFile, chain: readonly ChangeEnvelope[], pulledFrom: number): void {
  const mine = file.store.read((reader) => headOf(reader, FIRST_EPOCH));
  const hashAtYours = chain[mine.lastSeq - 1]?.hash;
  const healing: Healing = {
    grant,
    sentHeads: [mine],
    serverHeads: [
      {
        epoch: FIRST_EPOCH,
        lastSeq: chain.length,
        lastHash: chain.at(-1)?.hash ?? '',
        ...(hashAtYours === undefined ? {} : { hashAtYours }),
      },
    ],
    receiptCounters: [],
  };
  const changes = chain.slice(pulledFrom).map(({ epoch, seq, body, hash }) => ({
    feedSeq: seq,
    entity: 'own_fact',
    id: `${file.tillId}/1/${seq}`,
    op: 'put' as const,
    data: { epoch, seq, body, hash, state: 'applied' },
  }));
  const page = {
    changes,
    cursor: 'c',
    hasMore: false,
    appliedThrough: null,
    quarantined: [],
    complete: ['own'],
    serverTime: START_MS,
  };
  file.store.write((writer) => applyFeedPage(writer, page, context(file, true)));
  file.store.write((writer) => switchEpoch(writer, healing, START_MS));
  file.store.write((writer) => applyParked(writer, writer.feed.parkedBecause('healing', 1000), context(file, false)));
}

test('after any restore every change is here once, the office’s at its places, and the rest follows in a whole chain', async () => {
  const schedule = fc.record({
    kept: fc.integer({ min: 0, max: 6 }),
    since: fc.integer({ min: 0, max: 5 }),
    lost: fc.integer({ min: 0, max: 4 }),
    shuffled: fc.shuffledSubarray([0, 1, 2, 3, 4]),
  });
  await fc.assert(
    fc.asyncProperty(schedule, async ({ kept, since, lost, shuffled }) => {
      using file = await openTillFile();
      using elsewhere = await openTillFile();
      for (let sold = 0; sold < kept + since; sold += 1) file.sell(variantId);
      for (let sold = 0; sold < lost; sold += 1) elsewhere.sell(variantId);
      const later = logOf(file, FIRST_EPOCH).slice(kept);
      const lostBodies = logOf(elsewhere, FIRST_EPOCH).map((change) => change.body);
      // Some of what the till sold since is at the office already, at other places: an earlier healing was cut off.
      const known = shuffled.flatMap((at) => later[at]?.body ?? []);
      const chain = officeChain(file, kept, [...lostBodies, ...known]);
      heal(file, chain, kept);
      const [old, fresh] = [logOf(file, FIRST_EPOCH), logOf(file, NEW_EPOCH)];
      expect(old.map(({ seq, hash }) => `${seq} ${hash}`)).toEqual(chain.map(({ seq, hash }) => `${seq} ${hash}`));
      expect(old.every((change) => change.state === 'acked')).toBe(true);
      expect(fresh.every((change) => change.state === 'waiting')).toBe(true);
      expect(old.length + fresh.length).toBe(kept + since + lost);
      const start = { epoch: NEW_EPOCH, lastSeq: 0, lastHash: chainStart(sha256, file.tillId, NEW_EPOCH, '') };
      expect(verifyChain(sha256, start, fresh)).toBeNull();
      const moved = file.store.read((reader) =>
        reader.stock.movementsAbove({ variantId, batchId: NO_ID }, { epochCounter: 0, seq: 0 }),
      );
      const places = new Map([...old, ...fresh].map(({ id, epoch, seq }) => [id, `${epochCounter(epoch)}:${seq}`]));
      expect(moved).toHaveLength(places.size);
      for (const movement of moved)
        expect(`${movement.epochCounter}:${movement.seq}`).toBe(places.get(movement.changeId));
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('an office that lost what it had acknowledged gets it under the new epoch, whatever its state here', async () => {
  using file = await openTillFile();
  for (let sold = 0; sold < 5; sold += 1) file.sell(variantId);
  file.store.write((writer) => writer.places.ackThrough(FIRST_EPOCH, 5, START_MS));
  heal(file, officeChain(file, 2, []), 2);
  expect(logOf(file, FIRST_EPOCH).map((change) => change.seq)).toEqual([1, 2]);
  expect(logOf(file, NEW_EPOCH).map((change) => change.state)).toEqual(['waiting', 'waiting', 'waiting']);
});

test('levels that contain what an office lost show the same after it got new places, and so do the rows that come', async () => {
  using file = await openTillFile();
  const shown = () =>
    file.store.read((reader) => onHandByBatch(reader, variantId, levelsCompleteThrough(reader))[0]?.onHandMilli);
  const pull = (quantityMilli: number, through: { epoch: string; seq: number }, complete: string[]) => {
    const data = {
      storeId: file.storeId,
      variantId,
      batchId: NO_ID,
      quantityMilli,
      reorderLevelMilli: null,
      averageCostE4: 0,
    };
    const id = levelId({ storeId: file.storeId, variantId, batchId: NO_ID });
    const changes = [{ feedSeq: 1, entity: 'level', id, op: 'put' as const, data }];
    const page = { changes, cursor: 'c', hasMore: false, appliedThrough: through, quarantined: [], complete };
    file.store.write((writer) => applyFeedPage(writer, { ...page, serverTime: START_MS }, context(file, false)));
  };
  for (let sold = 0; sold < 5; sold += 1) file.sell(variantId);
  file.store.write((writer) => writer.places.ackThrough(FIRST_EPOCH, 4, START_MS));
  pull(7000, { epoch: FIRST_EPOCH, seq: 3 }, []);
  pull(6000, { epoch: FIRST_EPOCH, seq: 4 }, ['levels']);
  expect(shown()).toBe(5000);
  heal(file, officeChain(file, 2, []), 2);
  expect(shown()).toBe(5000);
  file.store.write((writer) => beginResync(writer));
  expect(shown()).toBe(5000);
  pull(8000, { epoch: FIRST_EPOCH, seq: 2 }, []);
  expect(shown()).toBe(5000);
  pull(6000, { epoch: NEW_EPOCH, seq: 2 }, ['levels']);
  expect(shown()).toBe(5000);
  file.sell(variantId);
  expect(shown()).toBe(4000);
});

test('an edit that got another place is still known for one that the office can’t contain', async () => {
  using file = await openTillFile();
  const customerId = newId();
  const fields = {
    name: 'Ada',
    phone: '',
    email: '',
    taxId: '',
    creditLimitMinor: minor(0),
    priceListId: null,
    taxExempt: false,
    consent: false,
    isActive: true,
  };
  const edit = file.append({
    type: 'customer.changed',
    entityId: customerId,
    actorId: file.actorId,
    payload: { records: [{ kind: 'customer', id: customerId, op: 'put', fields }] },
  });
  expect(edit.seq).toBe(1);
  heal(file, [], 0);
  const rank = file.store.read((reader) => reader.records.get('customer', customerId)?.ranks['name']) ?? '';
  expect(positionOfRank(rank)).toEqual({ epochCounter: 2, seq: 1 });
});

test('acknowledged changes are forgotten after ninety days, oldest first, and never without the levels containing them', async () => {
  using file = await openTillFile();
  for (let sold = 0; sold < 6; sold += 1) file.sell(variantId);
  const prune = (days: number) => file.store.write((writer) => pruneChanges(writer, START_MS + days * DAY_MS));
  file.store.write((writer) => {
    writer.places.ackThrough(FIRST_EPOCH, 6, START_MS);
    writer.changes.mark({ epoch: FIRST_EPOCH, seq: 4 }, 'quarantined', START_MS, 'change_malformed');
  });
  expect(prune(91)).toBe(0);
  const mark = {
    class: 'levels' as const,
    isComplete: true,
    completeThroughEpoch: FIRST_EPOCH,
    completeThroughSeq: 2,
    quarantined: [],
    rowCount: 0,
  };
  file.store.write((writer) => writer.sync.putMark(mark));
  expect(prune(89)).toBe(0);
  expect(prune(91)).toBe(2);
  file.store.write((writer) => writer.sync.putMark({ ...mark, completeThroughSeq: 6 }));
  expect(prune(91)).toBe(1);
  expect(logOf(file, FIRST_EPOCH).map((change) => change.seq)).toEqual([4, 5, 6]);
  file.store.write((writer) => writer.changes.mark({ epoch: FIRST_EPOCH, seq: 4 }, 'acked', START_MS));
  expect(prune(91)).toBe(2);
  expect(logOf(file, FIRST_EPOCH).map((change) => change.seq)).toEqual([6]);
});
