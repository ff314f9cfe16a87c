import type { Id } from '#shared/base/ids.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Tx } from '#server/store/pool.ts';

/** Beyond this a sum is no whole number any more that every program reads alike. */
const COUNTED_MAX = BigInt(Number.MAX_SAFE_INTEGER);

type Priced = { readonly quantityMilli: number; readonly unitCostE4: number };

/**
 * Refuses a paper whose lines together are worth more than can be counted. Costs are summed up by day in 1/10,000 of the minor
 * unit, and what of an order could never be received is not ordered either.
 *
 * @throws {BadInput}
 */
export function requireWorth(lines: readonly Priced[]): void {
  const thousandths = lines.reduce(
    (sum, { quantityMilli, unitCostE4 }) => sum + BigInt(Math.abs(quantityMilli)) * BigInt(Math.abs(unitCostE4)),
    0n,
  );
  // Each line is rounded by itself.
  if (thousandths / 1000n + BigInt(lines.length) <= COUNTED_MAX) return;
  throw new BadInput([
    {
      field: 'lines',
      message: 'Together these lines are worth more than can be counted. Put right quantities and costs.',
    },
  ]);
}

/**
 * Refuses a write after which a shelf would hold or be worth more than can be counted, or the day of its store would have moved
 * more: every list and report of it would fail.
 *
 * @throws {BadInput}
 */
export async function requireHeldLevels(
  tx: Tx,
  businessId: Id,
  { storeId, variantIds }: { readonly storeId: Id; readonly variantIds: readonly Id[] },
): Promise<void> {
  const max = COUNTED_MAX.toString();
  const beyond = await tx`
    select from inventory i
    where i.business_id = ${businessId} and i.store_id = ${storeId} and i.variant_id = any(${[...variantIds]}::uuid[])
      and (abs(i.quantity_milli) > ${max}::bigint or abs(i.quantity_milli::numeric * i.average_cost_e4 / 10000000) > ${max}::bigint)
    union all
    select from rollup_stock r
    where r.business_id = ${businessId} and r.store_id = ${storeId} and abs(r.cost_e4) > ${max}::bigint and r.business_date >= (
      select max(n.business_date) - 1 from rollup_stock n where n.business_id = ${businessId} and n.store_id = ${storeId})
    limit 1`;
  if (beyond.length === 0) return;
  throw new BadInput([
    {
      field: 'lines',
      message: 'With this the store would hold more than can be counted. Put right quantities and costs.',
    },
  ]);
}
