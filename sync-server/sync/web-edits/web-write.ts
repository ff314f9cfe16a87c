import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import type { WebWrite } from '../apply/apply-web-change.ts';

/** Who writes records from the web, and by which clock. The business must be there. */
export async function webWriteOf(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs'>,
  { businessId, userId }: { readonly businessId: Id; readonly userId: Id },
): Promise<WebWrite> {
  const [business] = await tx<{ time_zone: string; day_start_minutes: number }[]>`
    select time_zone, day_start_minutes from businesses where business_id = ${businessId}`;
  const { time_zone: timeZone, day_start_minutes: dayStartMinutes } = must(business, 'a writer has a business');
  return {
    businessId,
    storeId: null,
    actorId: userId,
    nowMs: deps.nowMs(),
    timeZone,
    dayStartMinutes,
    makeId: deps.makeId,
  };
}
