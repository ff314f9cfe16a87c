import type { Id } from '#shared/base/ids.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { settlePayment } from './settle-payment.ts';

/** A page at the provider is not paid on any more after so long. */
const PENDING_FOR_MS = 3 * 24 * 60 * 60_000;
const BETWEEN_CHECKS_MS = 15_000;
const CHECKED_AT_ONCE = 3;

/** The payments of a business that may have been paid since they were last asked for: a message can get lost on its way. */
export async function pendingReferences(tx: Tx, businessId: Id, nowMs: number): Promise<string[]> {
  const rows = await tx<{ reference: string }[]>`
    select reference from subscription_payments
    where business_id = ${businessId} and state in ('pending', 'failed') and created_at > ${new Date(nowMs - PENDING_FOR_MS)}
      and coalesce(checked_at, created_at) <= ${new Date(nowMs - BETWEEN_CHECKS_MS)}
    order by created_at desc limit ${CHECKED_AT_ONCE}`;
  return rows.map(({ reference }) => reference);
}

export async function checkPending(
  deps: ServerDeps,
  provider: PaymentProvider,
  references: readonly string[],
  caller: Caller,
): Promise<void> {
  for (const reference of references) await settlePayment(deps, provider, reference, caller);
}
