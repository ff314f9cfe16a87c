import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { uuidV7 } from '#shared/base/ids.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { verifyChain } from '#shared/changes/verify-chain.ts';
import { chainStart } from '#shared/changes/hash-chain.ts';
import { SILENT_LOG } from '#till/ports/log.ts';
import { type ChangeDeps, appendChange } from '#till/store/append-change.ts';
import { readJournal } from '#till/store/journal.ts';
import { readMigrations } from '#till/store/migrate.ts';
import { type TillStore, openTillStore } from '#till/store/till-store.ts';
import { openVault } from '#till/store/vault.ts';

const MIGRATIONS = readMigrations(fileURLToPath(new URL('../../migrations/till/', import.meta.url)));
const START_MS = Date.UTC(2026, 2, 14, 9, 0);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const id = (): string => uuidV7(START_MS, randomBytes(10));
const EPOCH = '1-00000000000000aa';

let folder: string;
let nowMs = START_MS;
let store: TillStore;
const deps: ChangeDeps = { nowMs: () => nowMs, newId: id, sha256, clockQuality: () => 'good' };
const tillId = id();

async function open(): Promise<TillStore> {
  const secrets = new Map<string, string>([['pin-key', Buffer.alloc(32, 7).toString('base64')]]);
  const keychain = {
    read: (name: string) => Promise.resolve(secrets.get(name) ?? null),
    write: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
  return openTillStore({
    dataDir: folder,
    migrations: MIGRATIONS,
    vault: await openVault(keychain, randomBytes),
    log: SILENT_LOG,
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'till-store-'));
  store = await open();
  store.write((writer) => {
    writer.meta.setIdentity({
      businessId: id(),
      businessName: 'Mama Nkechi',
      storeId: id(),
      storeCode: 'LEK',
      storeName: 'Lekki',
      tillId,
      tillCode: 'T1',
      tillName: 'Front',
      timeZone: 'Africa/Lagos',
      currency: 'NGN',
      officeUrl: 'http://127.0.0.1:8080',
    });
    writer.meta.setEpoch({ epoch: EPOCH, series: 'A', certificate: 'c', previousHash: '' });
  });
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function signIn(actorId: string): void {
  store.write((writer) =>
    appendChange(writer, deps, { type: 'staff.signed_in', entityId: actorId, actorId, payload: { userId: actorId } }),
  );
}

test('changes chain, can be read again, and their stamps never go back with the clock', () => {
  const actor = id();
  signIn(actor);
  nowMs -= 60_000;
  signIn(actor);
  nowMs = START_MS;
  const links = store.read((reader) => reader.changes.after(EPOCH, 0, 10));
  expect(links.map((link) => link.seq)).toEqual([1, 2]);
  expect(links[1]?.hlc.localeCompare(links[0]?.hlc ?? '')).toBe(1);
  for (const link of links) expect(parseChange(link.body).ok).toBe(true);
  const start = { epoch: EPOCH, lastSeq: 0, lastHash: chainStart(sha256, tillId, EPOCH, '') };
  expect(verifyChain(sha256, start, links)).toBeNull();
});

test('a transaction that throws leaves nothing behind, in the log or in the second copy', () => {
  const actor = id();
  expect(() =>
    store.write((writer) => {
      appendChange(writer, deps, {
        type: 'staff.signed_in',
        entityId: actor,
        actorId: actor,
        payload: { userId: actor },
      });
      throw new Error('the cashier stumbled over the cable');
    }),
  ).toThrow('cable');
  signIn(actor);
  expect(store.read((reader) => reader.changes.head(EPOCH)?.seq)).toBe(1);
  expect(readJournal(join(folder, 'pending.journal'))).toHaveLength(1);
});

test('the second copy holds what waits, skips a torn line, and is empty once all is acknowledged', () => {
  const actor = id();
  signIn(actor);
  signIn(actor);
  const path = join(folder, 'pending.journal');
  expect(readJournal(path).map((entry) => entry.seq)).toEqual([1, 2]);
  store.write((writer) => {
    for (const seq of [1, 2]) writer.changes.mark({ epoch: EPOCH, seq }, 'acked', nowMs);
  });
  store.cutJournal();
  expect(readFileSync(path, 'utf8')).toBe('');
});

const LARGE = 100_000;

/** Changes of a till that never rests: large ones, so that few are much. */
function write(count: number): void {
  const actor = id();
  const payload = {
    askedBy: actor,
    grantedBy: actor,
    permission: 'cash.move',
    subjectId: null,
    what: 'x'.repeat(LARGE),
  };
  store.write((writer) => {
    for (let made = 0; made < count; made += 1)
      appendChange(writer, deps, { type: 'override.granted', entityId: actor, actorId: actor, payload });
  });
}

function acknowledge(from: number, to: number): void {
  store.write((writer) => {
    for (let seq = from; seq <= to; seq += 1) writer.changes.mark({ epoch: EPOCH, seq }, 'acked', nowMs);
  });
  store.cutJournal();
}

const kept = (): number[] => readJournal(join(folder, 'pending.journal')).map(({ seq }) => seq);
const from = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, place) => first + place);

test('a till that never rests has no second copy without an end: what is acknowledged goes while more waits', () => {
  write(60);
  acknowledge(1, 30);
  // Half of it waits: writing that again would cost more than it gives.
  expect(kept()).toEqual(from(1, 60));
  acknowledge(31, 55);
  expect(kept()).toEqual(from(56, 60));
  write(60);
  expect(kept()).toEqual(from(56, 120));
  acknowledge(56, 119);
  expect(kept()).toEqual([120]);
  expect(statSync(join(folder, 'pending.journal')).size).toBeLessThan(2 * LARGE);
});

test('a machine that dies while the second copy is written anew has the whole one', async () => {
  write(60);
  const half = readFileSync(join(folder, 'pending.journal')).subarray(0, LARGE / 2);
  store.close();
  writeFileSync(join(folder, 'pending.journal.new'), half);
  store = await open();
  expect(kept()).toEqual(from(1, 60));
  acknowledge(1, 58);
  expect(kept()).toEqual([59, 60]);
});

test('a second copy that the disk won’t take anew stays as it is, and the till goes on', () => {
  write(60);
  mkdirSync(join(folder, 'pending.journal.new'));
  acknowledge(1, 59);
  expect(kept()).toEqual(from(1, 60));
  write(1);
  expect(kept()).toEqual(from(1, 61));
  rmSync(join(folder, 'pending.journal.new'), { recursive: true });
  store.cutJournal();
  expect(kept()).toEqual([60, 61]);
});

test('a staff verifier is sealed in the file and open to the till', () => {
  const person = id();
  store.write((writer) =>
    writer.records.put('staff', person, {
      fields: {
        fullName: 'Ngozi Eze',
        roleId: id(),
        storeIds: [],
        pinHash: '$2b$10$secret',
        pinLength: 4,
        isActive: true,
      },
      ranks: {},
      includedEpoch: null,
      includedSeq: 0,
      isDeleted: false,
    }),
  );
  expect(store.read((reader) => reader.records.get('staff', person)?.fields['pinHash'])).toBe('$2b$10$secret');
  store.close();
  const bytes = readFileSync(join(folder, 'till.db'), 'latin1');
  expect(bytes.includes('Ngozi Eze')).toBe(true);
  expect(bytes.includes('$2b$10$secret')).toBe(false);
  return open().then((again) => (store = again));
});

test('opening again finds every change and goes on with the next number', async () => {
  const actor = id();
  signIn(actor);
  store.close();
  store = await open();
  expect(store.headFound()).toEqual({ epoch: EPOCH, seq: 1, series: 'A', counter: 0 });
  signIn(actor);
  expect(store.read((reader) => reader.changes.head(EPOCH)?.seq)).toBe(2);
});
