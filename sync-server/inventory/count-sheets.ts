import { Fault } from '#shared/base/fault.ts';
import type { Hlc } from '#shared/base/hlc.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Session, maySeeStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import type { SqlPart } from '#server/sync/web-edits/read-records.ts';

/** A count that people are at, or were. */
export type CountSheet = {
  readonly id: Id;
  readonly storeId: Id;
  readonly scope: 'store' | 'category' | 'variants';
  readonly categoryId: Id | null;
  readonly variantIds: readonly Id[];
  readonly state: 'open' | 'closed' | 'cancelled';
  readonly note: string;
};

/** What was written down of one shelf. */
export type SheetLine = {
  readonly id: Id;
  readonly variantId: Id;
  readonly batchId: Id;
  readonly countedMilli: number;
  readonly expectedMilli: number;
  readonly hlc: Hlc;
};

/** The open sheet of this id, locked until the transaction ends. @throws {Fault} `not_found`, `conflict` where it is not open */
export async function lockOpenSheet(tx: Tx, session: Session, id: Id): Promise<CountSheet> {
  const [sheet] = await tx<CountSheet[]>`
    select id, store_id as "storeId", scope, category_id as "categoryId", variant_ids as "variantIds", state, note
    from count_sheets where business_id = ${session.businessId} and id = ${id} for update`;
  if (sheet === undefined || !maySeeStore(session, sheet.storeId))
    throw new Fault('not_found', 'There is no such count, or a till made it.');
  if (sheet.state !== 'open')
    throw new Fault('conflict', `This count is ${sheet.state} already. Open another for what changed since.`);
  return sheet;
}

export async function readSheetLines(tx: Tx, businessId: Id, sheetId: Id): Promise<SheetLine[]> {
  return tx<SheetLine[]>`
    select id, variant_id as "variantId", batch_id as "batchId", counted_milli as "countedMilli", expected_milli as "expectedMilli", hlc
    from count_sheet_lines where business_id = ${businessId} and sheet_id = ${sheetId} order by variant_id, batch_id`;
}

/** The condition on a variant `v` of a product `p` that a sheet's scope comes to: goods that are counted at all. */
export function inScope(tx: Tx, sheet: Pick<CountSheet, 'scope' | 'categoryId' | 'variantIds'>): SqlPart {
  if (sheet.scope === 'category') return tx`p.track_inventory and p.category_id = ${sheet.categoryId}`;
  return sheet.scope === 'variants' ? tx`v.id = any(${[...sheet.variantIds]}::uuid[])` : tx`p.track_inventory`;
}

/** Shelves of a sheet's scope that hold something by the facts, and that nobody counted. */
export async function readUncounted(
  tx: Tx,
  businessId: Id,
  sheet: CountSheet,
  limit: number,
): Promise<{ variantId: Id; batchId: Id; quantityMilli: number }[]> {
  return tx`
    select i.variant_id as "variantId", i.batch_id as "batchId", i.quantity_milli as "quantityMilli"
    from inventory i
    join product_variants v on v.business_id = i.business_id and v.id = i.variant_id
    join products p on p.business_id = v.business_id and p.id = v.product_id
    where i.business_id = ${businessId} and i.store_id = ${sheet.storeId} and i.quantity_milli <> 0 and ${inScope(tx, sheet)}
      and not exists (select from count_sheet_lines l where l.business_id = i.business_id and l.sheet_id = ${sheet.id}
        and l.variant_id = i.variant_id and l.batch_id = i.batch_id)
    order by i.variant_id, i.batch_id limit ${limit}`;
}
