import type { FieldError } from '#shared/api/envelope.ts';
import { type Id, type MakeId, NO_ID } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Tx } from '#server/store/pool.ts';

type Line = {
  readonly variantId: Id;
  readonly batchId?: Id | undefined;
  readonly batch?: { readonly number: string; readonly expiresOn: string | null } | undefined;
  readonly unitCostE4?: number | undefined;
};

/** The batch of each line, and the records of those that are new. */
export type NamedBatches = { readonly batchIds: readonly Id[]; readonly records: readonly RecordEdit[] };

/**
 * Finds the batches that lines name by their number, and makes those that the variant has none of; hold the names' lock.
 *
 * A line that names none is of no batch.
 *
 * @throws {BadInput} where a number is known with another day, or a line names a batch twice
 */
export async function namedBatches(
  tx: Tx,
  businessId: Id,
  lines: readonly Line[],
  makeId: MakeId,
): Promise<NamedBatches> {
  const named = lines.flatMap((line) => (line.batch === undefined ? [] : [line.variantId]));
  const known = new Map<string, { id: Id; expiresOn: string | null }>();
  for (const row of await batchesOf(tx, businessId, named)) known.set(`${row.variantId} ${row.number}`, row);
  const faults: FieldError[] = [];
  const records: RecordEdit[] = [];
  const batchIds = lines.map(({ variantId, batchId, batch, unitCostE4 }, index): Id => {
    const field = `lines.${index}.batch`;
    if (batch === undefined) return batchId ?? NO_ID;
    if (batchId !== undefined)
      faults.push({ field, message: 'Name the batch by its id or by its number, not by both.' });
    const place = `${variantId} ${batch.number}`;
    const found = known.get(place);
    if (found !== undefined) {
      if (batch.expiresOn !== null && batch.expiresOn !== found.expiresOn)
        faults.push({
          field: `${field}.expiresOn`,
          message: `Batch ${batch.number} is known ${found.expiresOn === null ? 'without a day' : `to expire on ${found.expiresOn}`}. Put the day right, or give another number.`,
        });
      return found.id;
    }
    const id = makeId();
    known.set(place, { id, expiresOn: batch.expiresOn });
    records.push({ kind: 'batch', id, op: 'put', fields: { variantId, ...batch, costE4: unitCostE4 ?? 0 } });
    return id;
  });
  if (faults.length > 0) throw new BadInput(faults);
  return { batchIds, records };
}

async function batchesOf(
  tx: Tx,
  businessId: Id,
  variantIds: readonly Id[],
): Promise<readonly { id: Id; variantId: Id; number: string; expiresOn: string | null }[]> {
  if (variantIds.length === 0) return [];
  return tx`
    select id, variant_id as "variantId", number, expires_on::text as "expiresOn" from batches
    where business_id = ${businessId} and variant_id = any(${[...new Set(variantIds)]}::uuid[]) and not is_deleted order by id desc`;
}
