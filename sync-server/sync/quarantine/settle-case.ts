import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import { machinesOf } from '../till/clone-case.ts';

const OUTCASTS_KEPT = 200;

/** What a person said of a case. */
export type CaseWord = {
  readonly businessId: Id;
  readonly userId: Id;
  readonly at: Date;
  readonly reason: string;
  readonly stayingBootId: Id | undefined;
};

/**
 * Settles a case by a named person. Of a cloned till it says which machine stays: that one gets a new epoch at its next
 * hello, and the others have to enrol as new tills.
 *
 * @throws {Fault} `not_found`; `bad_input` for a clone without a machine of the case that stays
 */
export async function settleCase(tx: Tx, said: CaseWord, caseId: Id): Promise<void> {
  const [settled] = await tx<{ kind: string; entity_id: string; values: unknown }[]>`
    update sync_cases set state = 'settled', settled_by = ${said.userId}, settled_at = ${said.at},
      settled_reason = ${said.reason}, updated_at = ${said.at}
    where business_id = ${said.businessId} and id = ${caseId} and state = 'open' returning kind, entity_id, values`;
  if (settled === undefined) throw new Fault('not_found', 'There is no such open case.');
  if (settled.kind !== 'clone') return;
  const boots = machinesOf(settled.values).map(({ bootId }) => bootId);
  if (said.stayingBootId === undefined || !boots.includes(said.stayingBootId))
    throw new Fault('bad_input', 'Say which of the machines in this case stays.');
  const others = boots.filter((bootId) => bootId !== said.stayingBootId);
  // Those put out before stay out: one that was silent meanwhile would come back as a machine of this till.
  await tx`update till_sync set staying_boot_id = ${said.stayingBootId}, updated_at = ${said.at},
      outcast_boot_ids = (array_remove(${arrayLiteral(others)}::uuid[] || outcast_boot_ids, ${said.stayingBootId}::uuid))[1:${OUTCASTS_KEPT}]
    where business_id = ${said.businessId} and till_id = ${settled.entity_id}::uuid and clone_found_at is not null`;
}
