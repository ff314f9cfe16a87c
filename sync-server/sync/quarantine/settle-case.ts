import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { applyWebChange } from '../apply/apply-web-change.ts';
import { machinesOf } from '../till/clone-case.ts';
import { webWriteOf } from '../web-edits/web-write.ts';
import { casesSeen } from './cases-seen.ts';

/** What a person says of a case. */
export type CaseWord = {
  readonly session: { readonly businessId: Id; readonly userId: Id; readonly storeIds: readonly Id[] };
  readonly reason: string;
  readonly stayingBootId: Id | undefined;
};

/**
 * Settles a case by a named person, as a change of till 0 of the business. It ends with the feed, so that nothing is written
 * after it.
 *
 * @throws {Fault} `not_found`, also for one of a store beyond the person's limits; `bad_input` for a clone without a machine of the case that stays
 */
export async function settleCase(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs'>,
  said: CaseWord,
  caseId: Id,
): Promise<void> {
  const found = await lockCase(tx, said.session, caseId);
  const boots = found.kind === 'clone' ? machinesOf(found.values).map(({ bootId }) => bootId) : [];
  const stays = found.kind === 'clone' ? said.stayingBootId : null;
  if (stays === undefined || (stays !== null && !boots.includes(stays)))
    throw new Fault('bad_input', 'Say which of the machines in this case stays.');
  const payload = { caseId, reason: said.reason, stayingBootId: stays };
  await applyWebChange(tx, await webWriteOf(tx, deps, said.session), {
    type: 'case.settled',
    entityId: caseId,
    payload,
  });
}

/** Locks the open case; the till that it is about goes first, as in hello, which opens such cases. */
async function lockCase(
  tx: Tx,
  { businessId, storeIds }: CaseWord['session'],
  caseId: Id,
): Promise<{ kind: string; values: unknown }> {
  await tx`select t.till_id from sync_cases c join till_sync t on t.business_id = c.business_id and t.till_id::text = c.entity_id
    where c.business_id = ${businessId} and c.id = ${caseId} and c.entity = 'till' for no key update of t`;
  const [found] = await tx<{ kind: string; values: unknown }[]>`
    select c.kind, c.values from sync_cases c
    where c.business_id = ${businessId} and c.id = ${caseId} and c.state = 'open' ${casesSeen(tx, { storeIds })} for update`;
  if (found === undefined) throw new Fault('not_found', 'There is no such open case.');
  return found;
}
