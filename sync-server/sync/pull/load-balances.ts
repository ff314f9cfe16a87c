import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import type { LoadedRows, PullView } from './pull-view.ts';

/** What customers owe the business, in all its stores. */
export async function loadCustomerBalances(tx: Tx, view: PullView, ids: readonly string[]): Promise<LoadedRows> {
  const rows = await tx<{ customerId: string; balanceMinor: number }[]>`
    select customer_id as "customerId", balance_minor as "balanceMinor" from customer_balances
    where business_id = ${view.businessId} and customer_id = any(${arrayLiteral(ids)}::uuid[])`;
  return new Map(rows.map((row) => [row.customerId, { ...row }]));
}
