import type { FieldError } from '#shared/api/envelope.ts';
import type { Id } from '#shared/base/ids.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Tx } from '#server/store/pool.ts';
import { type StockItem, readStockItems } from './stock-items.ts';

type Line = { readonly variantId: Id; readonly batchId?: Id | undefined; readonly quantityMilli?: number };

/**
 * The items that the lines of a stock paper name.
 *
 * @throws {BadInput} for what is not there, is not counted, is no part of a piece, or lies in a batch of something else
 */
export async function requireItems(tx: Tx, businessId: Id, lines: readonly Line[]): Promise<Map<Id, StockItem>> {
  const items = await readStockItems(
    tx,
    businessId,
    lines.map(({ variantId }) => variantId),
  );
  const batches = await readBatchVariants(
    tx,
    businessId,
    lines.flatMap(({ batchId }) => batchId ?? []),
  );
  const faults: FieldError[] = [];
  for (const [index, line] of lines.entries()) {
    const fault = (field: string, message: string): unknown =>
      faults.push({ field: `lines.${index}.${field}`, message });
    const item = items.get(line.variantId);
    if (item === undefined) fault('variantId', 'There is no such variant.');
    else if (!item.isTracked) fault('variantId', `The stock of “${item.name}” is not kept. Switch that on first.`);
    else if (item.unit === 'piece' && (line.quantityMilli ?? 0) % 1000 !== 0)
      fault('quantityMilli', `“${item.name}” is counted in whole pieces.`);
    if (line.batchId !== undefined && batches.get(line.batchId) !== line.variantId)
      fault('batchId', 'This variant has no such batch.');
  }
  if (faults.length > 0) throw new BadInput(faults);
  return items;
}

async function readBatchVariants(tx: Tx, businessId: Id, ids: readonly Id[]): Promise<Map<Id, Id | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tx<{ id: Id; variantId: Id | null }[]>`
    select id, variant_id as "variantId" from batches
    where business_id = ${businessId} and id = any(${[...new Set(ids)]}::uuid[]) and not is_deleted`;
  return new Map(rows.map(({ id, variantId }) => [id, variantId]));
}
