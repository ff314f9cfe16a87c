import type { Id, MakeId } from '#shared/base/ids.ts';
import type { Difference } from '#server/db/checks/check.ts';
import { differencesOf } from '#server/db/verify-server.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { openCases } from '#server/sync/apply/open-cases.ts';

export type AuditDeps = {
  readonly pool: Pool;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
  readonly log: {
    readonly info: (what: object, message: string) => void;
    readonly error: (what: object, message: string) => void;
  };
};

/** clean, or how much differs; elsewhere: another server is at it, or was. */
export type AuditOutcome = { readonly differences: readonly Difference[] } | 'elsewhere';

const SUMS_DIFFER = 'sums_differ';
/** A case names so many of them, the log as many; `npm run db -- verify` prints all. */
const NAMED_MAX = 20;
/** A business of years is read whole; one that takes longer than this is looked at by its operator. */
const STATEMENT_MAX = '15min';

/**
 * Works out again what is kept of a business, in one snapshot, and opens a case where something differs from the facts.
 *
 * One server at a time does it, of all that share the database: the lock ends with the transaction. A second that began just
 * before the first ended finds that the business was audited since.
 */
export async function auditBusiness(
  deps: AuditDeps,
  business: { readonly id: Id; readonly auditedAt: Date | null },
): Promise<AuditOutcome> {
  const at = new Date(deps.nowMs());
  const { outcome } = await deps.pool
    .begin('isolation level repeatable read', async (tx) => {
      await tx`select set_config('app.business', ${business.id}, true), set_config('statement_timeout', ${STATEMENT_MAX}, true)`;
      return {
        outcome: (await isMine(tx, business, at)) ? await compare(tx, deps, { businessId: business.id, at }) : null,
      };
    })
    .catch((error: unknown) => {
      if (isTakenMeanwhile(error)) return { outcome: null };
      throw error;
    });
  if (outcome === null) return 'elsewhere';
  for (const difference of outcome.slice(0, NAMED_MAX))
    deps.log.error({ businessId: business.id, ...difference }, 'what is kept differs from the facts');
  deps.log.info({ businessId: business.id, differences: outcome.length }, 'a business was audited');
  return { differences: outcome };
}

async function isMine(
  tx: Tx,
  business: { readonly id: Id; readonly auditedAt: Date | null },
  at: Date,
): Promise<boolean> {
  const [lock] = await tx<{ is_mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended('nightly audit', 0)) as is_mine`;
  if (lock?.is_mine !== true) return false;
  const claimed = await tx`
    update jobs.nightly_audits set audited_at = ${at}, updated_at = ${at}
    where business_id = ${business.id} and audited_at is not distinct from ${business.auditedAt} returning business_id`;
  return claimed.length > 0;
}

async function compare(
  tx: Tx,
  { makeId }: AuditDeps,
  { businessId, at }: { readonly businessId: Id; readonly at: Date },
): Promise<readonly Difference[]> {
  const found = await differencesOf(tx, businessId);
  if (found.length > 0) {
    const values = { count: found.length, differences: found.slice(0, NAMED_MAX).map((one) => ({ ...one })) };
    await openCases(tx, { businessId, at, makeId }, [
      { kind: SUMS_DIFFER, entity: 'business', entityId: businessId, values },
    ]);
  } else {
    await tx`update sync_cases set state = 'settled', settled_at = ${at}, settled_reason = 'nothing differs any more', updated_at = ${at}
      where business_id = ${businessId} and kind = ${SUMS_DIFFER} and state = 'open'`;
  }
  await tx`update jobs.nightly_audits set difference_count = ${found.length} where business_id = ${businessId}`;
  return found;
}

/** Another server's audit, or a person who settled the case, came between the snapshot and the write. */
function isTakenMeanwhile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40001';
}
