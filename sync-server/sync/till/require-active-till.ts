import { Fault } from '#shared/base/fault.ts';
import type { Tx } from '#server/store/pool.ts';
import type { TillToken } from '../door/till-token.ts';

/**
 * A till that the owner switched off asks for nothing more, also not with a token that it still has.
 *
 * @throws {Fault} `till_revoked`, `till_cloned`
 */
export async function requireActiveTill(tx: Tx, token: TillToken): Promise<void> {
  const [till] = await tx<{ status: string; is_cloned: boolean }[]>`
    select status, clone_found_at is not null as is_cloned from till_sync
    where business_id = ${token.businessId} and till_id = ${token.tillId} and kind = 'till'`;
  if (token.scope !== 'till' || till?.status !== 'active')
    throw new Fault(
      'till_revoked',
      'This till was switched off by the owner. Its waiting sales are kept and can be approved.',
    );
  if (till.is_cloned)
    throw new Fault('till_cloned', 'Two machines are the same till. The owner chooses which of the two stays.');
}
