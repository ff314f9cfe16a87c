import { type Id, NO_ID } from '#shared/base/ids.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type AuditDeps, auditBusiness } from './audit-business.ts';
import { AUDIT_AGE_MIN_MS, isAuditDue } from './quiet-time.ts';

export type NightlyDeps = AuditDeps & { readonly stopping: AbortSignal };

const BUSINESSES_AT_ONCE = 500;
/** One round takes no longer; the next goes on with what is left. */
const ROUND_MS = 30 * 60 * 1000;

type Planned = { readonly business_id: Id; readonly audited_at: Date | null; readonly created_at: Date };

/**
 * Audits every business whose quiet hour it is. Gives how many were.
 *
 * A business that fails is logged and tried again in the next round; the others don't wait for it.
 */
export async function auditDue(deps: NightlyDeps): Promise<number> {
  const endMs = deps.nowMs() + ROUND_MS;
  let audited = 0;
  for (let after: Id = NO_ID; ;) {
    const planned = await deps.pool<Planned[]>`
      select business_id, audited_at, created_at from jobs.nightly_audits
      where business_id > ${after} and coalesce(audited_at, created_at) <= ${new Date(deps.nowMs() - AUDIT_AGE_MIN_MS)}
      order by business_id limit ${BUSINESSES_AT_ONCE}`;
    for (const business of planned) {
      if (deps.stopping.aborted || deps.nowMs() > endMs) return audited;
      if (await auditIfDue(deps, business)) audited += 1;
    }
    const last = planned.at(-1);
    if (last === undefined || planned.length < BUSINESSES_AT_ONCE) return audited;
    after = last.business_id;
  }
}

async function auditIfDue(deps: NightlyDeps, business: Planned): Promise<boolean> {
  const { business_id: id, audited_at: auditedAt, created_at: createdAt } = business;
  try {
    const zone = await zoneOf(deps, id);
    if (!isAuditDue({ nowMs: deps.nowMs(), auditedMs: (auditedAt ?? createdAt).getTime(), zone })) return false;
    return (await auditBusiness(deps, { id, auditedAt })) !== 'elsewhere';
  } catch (error) {
    deps.log.error({ err: error, businessId: id }, 'a business could not be audited');
    return false;
  }
}

async function zoneOf({ pool }: NightlyDeps, businessId: Id): Promise<string> {
  const [row] = await withTenant(
    pool,
    businessId,
    (tx) => tx<{ time_zone: string }[]>`select time_zone from businesses where business_id = ${businessId}`,
  );
  return row?.time_zone ?? 'UTC';
}
