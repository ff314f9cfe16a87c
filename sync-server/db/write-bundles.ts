import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '#shared/base/ids.ts';
import type { ServerConfig } from '#server/config.ts';
import { openFiles } from '#server/platform/files/open-files.ts';
import { readTenant } from '#server/store/tenant-transaction.ts';
import { openServerKey } from '#server/sync/door/server-key.ts';
import { readBundle } from '#server/sync/sent/bundle-files.ts';
import { listBusinesses } from './list-businesses.ts';
import { type Say, counted, requireSomeDatabase } from './server-commands.ts';
import { withDatabase } from './with-database.ts';

type Bundle = { id: Id; till_id: Id; reference: string; created_at: Date };

/** Opens the support bundles that tills sent into a folder of the server's data folder, where its user alone reads them. */
export function writeBundles(config: ServerConfig, say: Say): Promise<void> {
  requireSomeDatabase(config);
  const folder = join(config.dataDir, 'support-bundles');
  return withDatabase(config, async ({ pool, ownerUrl }) => {
    const files = await openFiles(config, { makeId: randomUUID, randomBytes });
    const deps = { files, randomBytes, key: openServerKey(config.serverKeyFile) };
    await mkdir(folder, { recursive: true, mode: 0o700 });
    let count = 0;
    for (const businessId of await listBusinesses(ownerUrl)) {
      const bundles = await readTenant(
        pool,
        businessId,
        (tx) => tx<Bundle[]>`select id, till_id, reference, created_at from support_bundles
          where business_id = ${businessId} order by created_at, id`,
      );
      for (const bundle of bundles) {
        const bytes = await readBundle(deps, businessId, bundle.reference);
        if (bytes === null) continue;
        const path = join(folder, `${bundle.id}.json.gz`);
        await writeFile(path, bytes, { mode: 0o600 });
        say(`${path}: till ${bundle.till_id}, sent ${bundle.created_at.toISOString()}`);
        count += 1;
      }
    }
    say(`${counted(count, 'support bundle')} in ${folder}. Delete them there once they are read.`);
  });
}
