import type { Id } from '#shared/base/ids.ts';
import { type ApplyContext, type Incoming, PermanentRefusal } from './incoming.ts';

/** What every row of a fact says about where and when it happened. */
export type FactPlace = {
  readonly store_id: Id;
  readonly till_id: Id;
  readonly occurred_at: string;
  readonly business_date: string;
};

/**
 * Where a fact belongs: the store and till of whoever sent it.
 *
 * @throws {PermanentRefusal} `no_store` for a fact of till 0 of the business, which has no shelf and no drawer
 */
export function factPlace(context: ApplyContext, { change }: Incoming): FactPlace {
  if (context.storeId === null) throw new PermanentRefusal('no_store', `a ${change.type} belongs to a store`);
  return {
    store_id: context.storeId,
    till_id: context.tillId,
    occurred_at: new Date(change.occurredAt.ms).toISOString(),
    business_date: change.businessDate,
  };
}
