import type { z } from 'zod';
import type { CountAnswer, openCountEndpoint } from '#shared/api/count-endpoints.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { readCount } from './read-counts.ts';
import { requireItems } from './require-items.ts';
import type { StockEditor } from './write-stock.ts';

/** Opens a count. Several may be open at once, of other shelves or by other people: what was counted last counts. */
export async function openCount(
  tx: Tx,
  deps: ServerDeps,
  by: StockEditor,
  asked: z.output<typeof openCountEndpoint.body>,
): Promise<CountAnswer> {
  const { businessId, userId } = by.session;
  const { storeId, scope, note } = asked;
  await storeWriteOf(tx, deps, by.session, storeId);
  const categoryId = scope.kind === 'category' ? scope.categoryId : null;
  const variantIds = scope.kind === 'variants' ? [...new Set(scope.variantIds)] : [];
  if (categoryId !== null) {
    const [found] = await tx`
      select id from categories where business_id = ${businessId} and id = ${categoryId} and not is_deleted`;
    if (found === undefined) throw new BadInput([{ field: 'scope.categoryId', message: 'There is no such category.' }]);
  }
  await requireItems(
    tx,
    businessId,
    variantIds.map((variantId) => ({ variantId })),
  );
  const id = deps.makeId();
  const at = new Date(deps.nowMs());
  await tx`
    insert into count_sheets (business_id, id, store_id, scope, category_id, variant_ids, state, note, opened_by, created_at, updated_at)
    values (${businessId}, ${id}, ${storeId}, ${scope.kind}, ${categoryId}, ${variantIds}, 'open', ${note}, ${userId}, ${at}, ${at})`;
  await writeAudit(tx, deps, by, {
    action: 'stock_count.opened',
    entityType: 'stock_count',
    entityId: id,
    newValues: asked,
  });
  return readCount(tx, by.session, id);
}
