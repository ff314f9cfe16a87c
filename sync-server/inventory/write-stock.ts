import type { StockWritten } from '#shared/api/stock-endpoints.ts';
import { type CostE4, costE4 } from '#shared/base/money.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { type AuditedAct, writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type WebChange, type WebWrite, applyWebWrites } from '#server/sync/apply/apply-web-change.ts';
import { requireHeldLevels } from './require-worth.ts';
import { readLots } from './stock-items.ts';

/** Who writes stock from the web. */
export type StockEditor = { readonly session: Session; readonly caller: Caller };

/** A step of one shelf, as the facts say it: signed. */
export type StockLine = {
  readonly id: Id;
  readonly variantId: Id;
  readonly batchId: Id;
  readonly quantityMilli: Milli;
  readonly unitCostE4: CostE4;
};

export function stockLine(line: {
  readonly id: Id;
  readonly variantId: Id;
  readonly batchId: Id;
  readonly quantityMilli: number;
  readonly unitCostE4: number;
}): StockLine {
  return { ...line, quantityMilli: milli(line.quantityMilli), unitCostE4: costE4(line.unitCostE4) };
}

/**
 * Writes a fact of a store's goods as till 0 of the store, and before it, as till 0 of the business, the records that it
 * makes or moves: batches and costs. With the audit row, in one transaction; it ends with the feed.
 */
export async function writeStock(
  tx: Tx,
  deps: ServerDeps,
  by: StockEditor,
  said: {
    readonly write: WebWrite & { readonly storeId: Id };
    readonly change: WebChange<
      'stock.adjusted' | 'stock.received' | 'stock.counted' | 'stock.transferred' | 'stock.transfer_received'
    >;
    readonly records?: readonly RecordEdit[];
    readonly audited: AuditedAct;
  },
): Promise<readonly string[]> {
  const { write, change, records = [] } = said;
  await writeAudit(tx, deps, by, said.audited);
  const edits: WebChange<'product.changed'> = {
    type: 'product.changed',
    entityId: change.entityId,
    payload: { records: [...records] },
  };
  const [results = []] = await applyWebWrites(tx, [
    { write, changes: [change] },
    ...(records.length === 0 ? [] : [{ write: { ...write, storeId: null }, changes: [edits] }]),
  ]);
  return results.flatMap(({ reasons }) => reasons);
}

/** What the answer to a write shows: its lines, and what lies on their shelves now. @throws {BadInput} where that is beyond all counting */
export async function stockWritten(
  tx: Tx,
  businessId: Id,
  said: Omit<StockWritten, 'lines' | 'reviewReasons'> & {
    readonly lines: readonly StockLine[];
    readonly reviewReasons: readonly string[];
  },
): Promise<StockWritten> {
  const variantIds = said.lines.map(({ variantId }) => variantId);
  await requireHeldLevels(tx, businessId, { storeId: said.storeId, variantIds });
  const lots = await readLots(tx, businessId, said.storeId, variantIds);
  const onHand = (line: Pick<StockLine, 'variantId' | 'batchId'>): number =>
    lots.get(line.variantId)?.find(({ batchId }) => batchId === line.batchId)?.quantityMilli ?? 0;
  return {
    id: said.id,
    storeId: said.storeId,
    reviewReasons: [...said.reviewReasons],
    lines: said.lines.map(({ id: _id, ...line }) => ({ ...line, onHandMilli: milli(onHand(line)) })),
  };
}
