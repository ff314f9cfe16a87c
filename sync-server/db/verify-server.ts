import type { Id } from '#shared/base/ids.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { readTenant } from '#server/store/tenant-transaction.ts';
import { compareLevels } from '#server/sync/apply/levels/compare-levels.ts';
import { compareRollups } from '#server/sync/apply/rollups/recompute-rollups.ts';
import { CHAIN_CHECKS } from './checks/chain-checks.ts';
import { type Difference, DIFFERENCES_MAX, type FoundRow } from './checks/check.ts';
import { FACT_CHECKS } from './checks/fact-checks.ts';
import { FEED_CHECKS } from './checks/feed-checks.ts';
import { LEDGER_CHECKS } from './checks/ledger-checks.ts';

/**
 * Works out again what the server keeps of a business as sums, chains and lists: levels, debts, rollups, Z reports, hash chains,
 * receipt numbers, the facts' words, the feed. All in one snapshot; there must be no difference.
 */
export function verifyBusiness(pool: Pool, businessId: Id): Promise<Difference[]> {
  return readTenant(pool, businessId, async (tx) => {
    // A business of years is read whole, which takes longer than any request may.
    await tx`set local statement_timeout = 0`;
    return differencesOf(tx, businessId);
  });
}

/** The same within a transaction that is open already. */
export async function differencesOf(tx: Tx, businessId: Id): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const { name, sql } of [...CHAIN_CHECKS, ...FACT_CHECKS, ...LEDGER_CHECKS, ...FEED_CHECKS]) {
    const rows = await tx.unsafe<FoundRow[]>(`${sql} limit ${DIFFERENCES_MAX}`, [businessId]);
    found.push(
      ...rows.map(({ subject, kept, truth }) => ({
        check: name,
        subject,
        kept: kept ?? 'nothing',
        truth: truth ?? 'nothing',
      })),
    );
  }
  return [...found, ...(await levelDifferences(tx, businessId)), ...(await rollupDifferences(tx, businessId))];
}

async function levelDifferences(tx: Tx, businessId: Id): Promise<Difference[]> {
  return (await compareLevels(tx, businessId)).map(({ what, id, keptMilli, trueMilli }) => ({
    check: what === 'level' ? 'level' : 'variance of a count',
    subject: id,
    kept: String(keptMilli ?? 'nothing'),
    truth: String(trueMilli ?? 'nothing'),
  }));
}

async function rollupDifferences(tx: Tx, businessId: Id): Promise<Difference[]> {
  return (await compareRollups(tx, businessId)).map(({ table, key, kept, true: truth }) => ({
    check: table,
    subject: Object.values(key).map(String).join('/'),
    kept: JSON.stringify(kept),
    truth: JSON.stringify(truth),
  }));
}
