import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import { type LoadedRows, type PullView, SKIPPED } from './pull-view.ts';

/** What customers owe the business, in all its stores. */
export async function loadCustomerBalances(tx: Tx, view: PullView, ids: readonly string[]): Promise<LoadedRows> {
  const rows = await tx<{ customerId: string; balanceMinor: number }[]>`
    select customer_id as "customerId", balance_minor as "balanceMinor" from customer_balances
    where business_id = ${view.businessId} and customer_id = any(${arrayLiteral(ids)}::uuid[])`;
  return new Map(rows.map((row) => [row.customerId, JSON.stringify(row)]));
}

type CreditRow = {
  creditId: string;
  kind: string | null;
  codeHash: string | null;
  codeEnd: string | null;
  customerId: string | null;
  balanceMinor: number;
};

/** Gift cards and store credits with what stands on them; one that was spent before word of it came is nobody's yet. */
export async function loadCredits(tx: Tx, view: PullView, ids: readonly string[]): Promise<LoadedRows> {
  const rows = await tx<CreditRow[]>`
    select id as "creditId", kind, code_hash as "codeHash", code_end as "codeEnd", customer_id as "customerId",
      balance_minor as "balanceMinor" from credits
    where business_id = ${view.businessId} and id = any(${arrayLiteral(ids)}::uuid[])`;
  return new Map(rows.map((row) => [row.creditId, row.kind === null ? SKIPPED : JSON.stringify(row)]));
}
