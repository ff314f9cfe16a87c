import type { Id } from '#shared/base/ids.ts';
import { type NamedSale, saleLine } from '#shared/sync/audit.ts';
import type { Tx } from '#server/store/pool.ts';
import { salesOfDay, setApart } from './day-sales.ts';

/** What till and server do not both have of a day, by the ids of the sales. */
export type Differences = {
  readonly tillLacks: readonly Id[];
  readonly serverLacks: readonly Id[];
  /** On both sides, and not the same. */
  readonly saysElse: readonly Id[];
};

type Day = {
  readonly businessId: Id;
  readonly tillId: Id;
  readonly date: string;
  readonly leftOut: readonly Id[];
  readonly sales: readonly NamedSale[];
};

/** Compares a day sale by sale. What waits in quarantine, and what a person corrected or dismissed, is no loss. */
export async function compareSales(tx: Tx, day: Day): Promise<Differences> {
  const here = new Map((await salesOfDay(tx, day)).map((sale) => [sale.id, sale]));
  const named = new Set([...day.sales.map(({ id }) => id), ...day.leftOut]);
  const absent = day.sales.filter(({ id }) => !here.has(id));
  const changeIds = absent.flatMap(({ changeId }) => changeId ?? []);
  const apart = changeIds.length === 0 ? new Set<Id>() : await setApart(tx, day.businessId, changeIds);
  return {
    tillLacks: [...here.keys()].filter((id) => !named.has(id)),
    serverLacks: absent.flatMap(({ id, changeId }) => (changeId !== undefined && apart.has(changeId) ? [] : [id])),
    saysElse: day.sales.flatMap((sale) => {
      const other = here.get(sale.id);
      return other === undefined || saleLine(other) === saleLine(sale) ? [] : [sale.id];
    }),
  };
}
