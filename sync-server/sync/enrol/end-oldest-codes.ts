import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

/** Ends the codes for further tills that nobody used yet, but for the newest few. */
export async function endOldestCodes(
  tx: Tx,
  { businessId, kept, nowMs }: { readonly businessId: Id; readonly kept: number; readonly nowMs: number },
): Promise<void> {
  const at = new Date(nowMs);
  await tx`
    update enrolment_codes set expires_at = ${at}, updated_at = ${at}
    where business_id = ${businessId} and code_hash in (
      select code_hash from enrolment_codes c
      where c.business_id = ${businessId} and c.till_id is null and c.expires_at > ${at} and not exists (
        select from tills t where t.business_id = c.business_id and t.id = c.replaces_till_id and t.status = 'active' and not t.is_deleted)
      order by c.created_at desc, c.code_hash offset ${kept})`;
}
