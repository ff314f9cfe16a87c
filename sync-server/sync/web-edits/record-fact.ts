import type { Id } from '#shared/base/ids.ts';
import { type AuditedAct, writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type WebChange, type WebChangeResult, applyWebChange } from '../apply/apply-web-change.ts';
import { countPayments } from './count-payments.ts';
import { storeWriteOf } from './web-write.ts';

/** Who does something in a store from the web. */
export interface FactWriter {
  readonly session: Session;
  readonly caller: Caller;
}

/**
 * Records a fact of a store from the web: one change of the store's till 0, with the audit row in the same transaction.
 *
 * It ends with the feed, so that nothing is written after it.
 *
 * @throws {Fault} `not_found` for a store that is not there, or that the person may not see
 */
export async function recordFact(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs' | 'metrics'>,
  by: FactWriter,
  fact: { readonly storeId: Id; readonly change: WebChange; readonly audited: AuditedAct },
): Promise<WebChangeResult> {
  const write = await storeWriteOf(tx, deps, by.session, fact.storeId);
  await writeAudit(tx, deps, by, fact.audited);
  countPayments(deps.metrics, fact.change);
  return applyWebChange(tx, write, fact.change);
}
