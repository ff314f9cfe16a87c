import { everyBusiness } from '#server/nightly/every-business.ts';
import { type LookDeps, lookAtBusiness } from '#server/nightly/look-at-business.ts';

/** One round of a server over all businesses. Gives how many messages went out. */
export async function lookRound(deps: LookDeps): Promise<number> {
  let sent = 0;
  for await (const businessId of everyBusiness(deps.pool)) sent += await lookAtBusiness(deps, businessId);
  return sent;
}
