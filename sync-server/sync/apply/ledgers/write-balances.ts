import { NO_ID } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import { runRows } from '../../rows/insert-rows.ts';
import type { Effects } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';
import { closeCases, openCases } from '../open-cases.ts';
import { ADD_TO_CUSTOMER_BALANCES } from './ledger-tables.ts';

/**
 * Moves what each customer owes by what the batch adds, and names whoever paid more than was owed.
 *
 * Two tills that take the same debt are both honest, so it can only be seen here; what was taken stands.
 */
export async function writeBalances(tx: Tx, context: ApplyContext, effects: Effects): Promise<void> {
  const moved = [...effects.customerBalances];
  if (moved.length === 0) return;
  await runRows(
    tx,
    context,
    ADD_TO_CUSTOMER_BALANCES,
    moved.map(([customer_id, balance_minor]) => ({ customer_id, balance_minor })),
  );
  for (const [id] of moved)
    effects.moveInFeed({ entity: 'customer_balance', id, class: 'customers', scopeId: NO_ID, isGone: false });
  await judgeDebts(tx, context, effects);
}

/** Debts that were paid in this batch as a whole; of a part of one sale the sale itself is judged. */
async function judgeDebts(tx: Tx, context: ApplyContext, effects: Effects): Promise<void> {
  const balances = await tx<{ customer_id: string; balance_minor: number }[]>`
    select customer_id, balance_minor from customer_balances where business_id = ${context.businessId}
      and customer_id = any(${arrayLiteral([...effects.customerBalances.keys()])}::uuid[])`;
  const credited = new Map(balances.filter((row) => row.balance_minor < 0).map((row) => [row.customer_id, row]));
  const over = effects.received.filter(({ saleId, customerId }) => saleId === null && credited.has(customerId ?? ''));
  for (const { changeId } of over) effects.review(changeId, 'over_payment');
  await openCases(
    tx,
    context,
    [...new Set(over.flatMap(({ customerId }) => customerId ?? []))].map((customerId) => ({
      kind: 'over_payment',
      entity: 'customer',
      entityId: customerId,
      values: { balanceMinor: credited.get(customerId)?.balance_minor ?? 0 },
    })),
  );
  const owing = balances.filter((row) => row.balance_minor >= 0).map((row) => row.customer_id);
  await closeCases(tx, context, 'over_payment', owing);
}
