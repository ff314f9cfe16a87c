import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import { machinesOf } from '../../till/clone-case.ts';
import type { Effects } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';

const OUTCASTS_KEPT = 200;

/**
 * Ends cases by a person's word. Of a cloned till it says which machine stays: that one gets a new epoch at its next hello,
 * and the others have to enrol as new tills. A case that somebody else ended first stays as it is.
 */
export async function settleCases(
  tx: Tx,
  { businessId, at }: Pick<ApplyContext, 'businessId' | 'at'>,
  { settledCases }: Pick<Effects, 'settledCases'>,
): Promise<void> {
  for (const { caseId, reason, stayingBootId, settledBy } of settledCases) {
    const [settled] = await tx<{ kind: string; entity_id: string; values: unknown }[]>`
      update sync_cases set state = 'settled', settled_by = ${settledBy}, settled_at = ${at}, settled_reason = ${reason}, updated_at = ${at}
      where business_id = ${businessId} and id = ${caseId} and state = 'open' returning kind, entity_id, values`;
    if (settled?.kind !== 'clone' || stayingBootId === null) continue;
    const others = machinesOf(settled.values).flatMap(({ bootId }) => (bootId === stayingBootId ? [] : [bootId]));
    // Those put out before stay out: one that was silent meanwhile would come back as a machine of this till.
    await tx`update till_sync set staying_boot_id = ${stayingBootId}, updated_at = ${at},
        outcast_boot_ids = (array_remove(${arrayLiteral(others)}::uuid[] || outcast_boot_ids, ${stayingBootId}::uuid))[1:${OUTCASTS_KEPT}]
      where business_id = ${businessId} and till_id = ${settled.entity_id}::uuid and clone_found_at is not null`;
  }
}
