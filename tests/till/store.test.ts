import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
