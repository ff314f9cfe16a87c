import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerConfig } from '#server/config.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { rebuildRollups } from '#server/sync/apply/rollups/recompute-rollups.ts';
import type { Difference } from './checks/check.ts';
import { listBusinesses } from './list-businesses.ts';
import { verifyBusiness } from './verify-server.ts';
import { withDatabase } from './with-database.ts';

export type Say = (line: string) => void;

/** What differs in one line that a person can read. */
export function lineOfDifference({ check, subject, kept, truth }: Difference): string {
  return `${check}: ${subject}: kept ${kept}, worked out ${truth}`;
}

/** Verifies every business; gives the number of differences, each of which was said. */
export function verifyServer(config: ServerConfig, say: Say): Promise<number> {
  requireSomeDatabase(config);
  return withDatabase(config, async ({ pool, ownerUrl }) => {
    const businesses = await listBusinesses(ownerUrl);
    let count = 0;
    for (const businessId of businesses) {
      const found = await verifyBusiness(pool, businessId);
      for (const difference of found) say(`${businessId}: ${lineOfDifference(difference)}`);
      count += found.length;
    }
    say(`${counted(count, 'difference')} in ${counted(businesses.length, 'business', 'businesses')} of the server.`);
    return count;
  });
}

/** Puts the sums of every business's reports back to what its facts say. */
export function rebuildAllRollups(config: ServerConfig, nowMs: number, say: Say): Promise<void> {
  requireSomeDatabase(config);
  return withDatabase(config, async ({ pool, ownerUrl }) => {
    const businesses = await listBusinesses(ownerUrl);
    for (const businessId of businesses) {
      await withTenant(pool, businessId, async (tx) => {
        await tx`set local statement_timeout = 0`;
        await rebuildRollups(tx, businessId, new Date(nowMs));
      });
    }
    say(`The sums of the reports of ${counted(businesses.length, 'business', 'businesses')} are what the facts say.`);
  });
}

/** The folder of the built-in database's files. */
export function clusterFolder(config: ServerConfig): string {
  return join(config.dataDir, 'postgres', 'cluster');
}

/** Asking must not make an empty database where somebody mistyped the folder. */
export function requireSomeDatabase(config: ServerConfig): void {
  if (config.database === null && !existsSync(clusterFolder(config)))
    throw new Error(
      `There is no database under ${config.dataDir}. Set STOCKAVOO_DATA_DIR to the server’s data folder, or DATABASE_URL.`,
    );
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
