import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '../../store/pool.ts';
import type { Caller } from '../http/request-env.ts';
import type { ServerDeps } from '../server-deps.ts';

/** What was done, to what; values are those of the fields that were touched, never a secret. */
export interface AuditedAct {
  readonly action: string;
  readonly entityType: string;
  readonly entityId: Id | null;
  readonly oldValues?: unknown;
  readonly newValues?: unknown;
}

/** Writes down who did what, in the transaction in which it was done. */
export async function writeAudit(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs'>,
  by: { readonly session: { readonly businessId: Id; readonly userId: Id }; readonly caller: Caller },
  act: AuditedAct,
): Promise<void> {
  const now = new Date(deps.nowMs());
  await tx`
    insert into audit_logs (business_id, id, user_id, action, entity_type, entity_id, old_values, new_values,
      ip_address, user_agent, created_at, updated_at)
    values (${by.session.businessId}, ${deps.makeId()}, ${by.session.userId}, ${act.action}, ${act.entityType}, ${act.entityId},
      ${jsonText(act.oldValues)}::text::jsonb, ${jsonText(act.newValues)}::text::jsonb,
      ${by.caller.address}, ${by.caller.agent}, ${now}, ${now})`;
}

function jsonText(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
