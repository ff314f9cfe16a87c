import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import type { DayRange } from './day-range.ts';

/** Which business, stores and days a question is about. The stores are all named: by them facts are found. */
export type SalesScope = {
  readonly businessId: Id;
  readonly range: DayRange;
  readonly storeIds: readonly Id[];
  /** Only what this person sold. */
  readonly cashierId?: Id | undefined;
  /** Only sales of which some part was paid so. */
  readonly method?: string | undefined;
};

/**
 * The stores that a report is about: the one asked for, or all that the person may see, closed ones too.
 *
 * @throws {Fault} `not_found` for a store of another business
 */
export async function storesOf(
  tx: Tx,
  session: { readonly businessId: Id; readonly storeIds: readonly Id[] },
  storeId: Id | undefined,
): Promise<readonly Id[]> {
  const asked = storeId === undefined ? session.storeIds : [storeId];
  const rows = await tx<{ id: Id }[]>`
    select id from stores where business_id = ${session.businessId}
      and (${asked.length === 0} or id = any(${[...asked]}::uuid[])) order by id`;
  if (storeId !== undefined && rows.length === 0) throw new Fault('not_found', 'There is no such store.');
  return rows.map(({ id }) => id);
}

/** The part of a condition that rollups and facts share: stores and days. `alias` is of the table, `date` its column. */
export function inScope(tx: Tx, scope: SalesScope, alias: string, date = 'business_date') {
  const at = tx.unsafe(`${alias}.`);
  return tx`${at}store_id = any(${[...scope.storeIds]}::uuid[])
    and ${at}${tx.unsafe(date)} between ${scope.range.from} and ${scope.range.to}`;
}
