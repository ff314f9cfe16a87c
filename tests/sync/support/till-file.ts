import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Id, uuidV7 } from '#shared/base/ids.ts';
import { SILENT_LOG } from '#till/ports/log.ts';
import { type AppendedChange, type Fact, appendChange } from '#till/store/append-change.ts';
import { readMigrations } from '#till/store/migrate.ts';
import { type TillStore, openTillStore } from '#till/store/till-store.ts';
import { openVault } from '#till/store/vault.ts';
import { sha256 } from '#till/sync/till-key.ts';
import { salePayload } from './make-goods.ts';

const MIGRATIONS = readMigrations(fileURLToPath(new URL('../../../migrations/till/', import.meta.url)));
export const START_MS = Date.UTC(2026, 4, 4, 9);
export const FIRST_EPOCH = '1-00000000000000aa';
export const newId = (): Id => uuidV7(START_MS, randomBytes(10));

/** A till's money file that belongs to a shop, without a worker: for what happens inside its transactions. */
export interface TillFile extends Disposable {
  readonly store: TillStore;
  readonly tillId: Id;
  readonly storeId: Id;
  readonly actorId: Id;
  readonly append: (fact: Fact) => AppendedChange;
  readonly sell: (variantId: Id, quantityMilli?: number) => AppendedChange;
}

export async function openTillFile(): Promise<TillFile> {
  const folder = mkdtempSync(join(tmpdir(), 'till-file-'));
  const secrets = new Map<string, string>();
  const keychain = {
    read: (name: string) => Promise.resolve(secrets.get(name) ?? null),
    write: (name: string, secret: string) => Promise.resolve(void secrets.set(name, secret)),
    remove: () => Promise.resolve(),
  };
  const store = openTillStore({
    dataDir: folder,
    migrations: MIGRATIONS,
    vault: await openVault(keychain, randomBytes),
    log: SILENT_LOG,
  });
  const [tillId, storeId, actorId] = [newId(), newId(), newId()];
  store.write((writer) => {
    writer.meta.setIdentity({
      businessId: newId(),
      businessName: 'Mama Nkechi',
      storeId,
      storeCode: 'LEK',
      storeName: 'Lekki',
      tillId,
      tillCode: 'T1',
      tillName: 'Front',
      timeZone: 'Africa/Lagos',
      currency: 'NGN',
      officeUrl: 'http://127.0.0.1:1',
    });
    writer.meta.setEpoch({ epoch: FIRST_EPOCH, series: 'A', certificate: 'c', previousHash: '' });
  });
  const append = (fact: Fact): AppendedChange =>
    store.write((writer) =>
      appendChange(writer, { nowMs: () => START_MS, newId, sha256, clockQuality: () => 'good' }, fact),
    );
  return {
    store,
    tillId,
    storeId,
    actorId,
    append,
    sell: (variantId, quantityMilli = 1000) => {
      const saleId = newId();
      return append({
        type: 'sale.completed',
        entityId: saleId,
        actorId,
        payload: salePayload(newId, { saleId, things: [{ variantId, quantityMilli, priceMinor: 100 }] }),
      });
    },
    [Symbol.dispose]: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
