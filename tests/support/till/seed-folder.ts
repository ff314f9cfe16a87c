import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { keychainFile } from '#devices/keychain-file.ts';
import { SILENT_LOG } from '#till/ports/log.ts';
import { openTillFiles } from '#till/store/open-till-files.ts';
import { ensureTillKey, sha256 } from '#till/sync/till-key.ts';
import { MIGRATIONS_DIR, START_MS } from './open-till.ts';
import { seedShop } from './seeded-shop.ts';
import type { TillStore } from '#till/store/till-store.ts';

/** Puts a small shop into the folder that a host will open, and the till's keys into the file where the host looks for them. */
export async function seedTillFolder(dataDir: string, keysPath: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  await ensureTillKey(keychainFile(keysPath));
  await inTillFolder(dataDir, keysPath, (store) => store.write(seedShop));
}

/** Looks into the files of a till that no host has open. */
export async function inTillFolder<Value>(
  dataDir: string,
  keysPath: string,
  look: (store: TillStore) => Value,
): Promise<Value> {
  const files = await openTillFiles({
    dataDir,
    migrationsDir: MIGRATIONS_DIR,
    keychain: keychainFile(keysPath),
    randomBytes,
    nowMs: () => START_MS,
    log: SILENT_LOG,
    sha256,
    hasKey: true,
    ballastBytes: 64 * 1024,
    onAppended: () => undefined,
  });
  try {
    return look(files.store);
  } finally {
    files.close();
  }
}
