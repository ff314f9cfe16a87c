import { HLC_ZERO, type Hlc } from '#shared/base/hlc.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import { type Stamp, insertOf, runRows } from '../../rows/insert-rows.ts';

/** The shelf of a variant: a store, a variant, and a batch or the zero id. */
export type LevelKey = { readonly storeId: string; readonly variantId: string; readonly batchId: string };

/** A level while its row is locked. */
export type LockedLevel = LevelKey & {
  quantityMilli: number;
  anchorHlc: Hlc;
  averageCostE4: number;
  receiptCount: number;
  lastRestockAt: string | null;
  lastCountAt: string | null;
};

export function levelPlace(key: LevelKey): string {
  return `${key.storeId} ${key.variantId} ${key.batchId}`;
}

const INSERT_EMPTY = insertOf(
  'inventory',
  {
    store_id: 'uuid',
    variant_id: 'uuid',
    batch_id: 'uuid',
    quantity_milli: 'bigint',
    anchor_hlc: 'text',
    average_cost_e4: 'bigint',
    receipt_count: 'integer',
  },
  'order by r.store_id, r.variant_id, r.batch_id on conflict do nothing',
);

const LOCK = `select t.store_id as "storeId", t.variant_id as "variantId", t.batch_id as "batchId", t.quantity_milli as "quantityMilli",
    t.anchor_hlc as "anchorHlc", t.average_cost_e4 as "averageCostE4", t.receipt_count as "receiptCount",
    t.last_restock_at as "lastRestockAt", t.last_count_at as "lastCountAt"
  from inventory t
  where t.business_id = $1::uuid and (t.store_id, t.variant_id, t.batch_id) in (select * from unnest($2::uuid[], $3::uuid[], $4::uuid[]))
  order by t.store_id, t.variant_id, t.batch_id for update`;

const UPDATE = `update inventory t set quantity_milli = r.quantity_milli, anchor_hlc = r.anchor_hlc, average_cost_e4 = r.average_cost_e4,
    receipt_count = r.receipt_count, last_restock_at = r.last_restock_at, last_count_at = r.last_count_at, updated_at = $2::timestamptz
  from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::bigint[], $9::integer[], $10::timestamptz[], $11::timestamptz[])
    as r (store_id, variant_id, batch_id, quantity_milli, anchor_hlc, average_cost_e4, receipt_count, last_restock_at, last_count_at)
  where t.business_id = $1::uuid and t.store_id = r.store_id and t.variant_id = r.variant_id and t.batch_id = r.batch_id`;

type FoundLevel = Omit<LockedLevel, 'lastRestockAt' | 'lastCountAt'> & {
  lastRestockAt: Date | null;
  lastCountAt: Date | null;
};

/** Locks the levels of these shelves in key order, making those that nothing ever touched. */
export async function lockLevels(tx: Tx, stamp: Stamp, keys: readonly LevelKey[]): Promise<Map<string, LockedLevel>> {
  const found = await lockExisting(tx, stamp, keys);
  const missing = keys.filter((key) => !found.has(levelPlace(key)));
  if (missing.length === 0) return found;
  await runRows(
    tx,
    stamp,
    INSERT_EMPTY,
    missing.map((key) => ({
      store_id: key.storeId,
      variant_id: key.variantId,
      batch_id: key.batchId,
      quantity_milli: 0,
      anchor_hlc: HLC_ZERO,
      average_cost_e4: 0,
      receipt_count: 0,
    })),
  );
  for (const [place, level] of await lockExisting(tx, stamp, missing)) found.set(place, level);
  return found;
}

async function lockExisting(tx: Tx, stamp: Stamp, keys: readonly LevelKey[]): Promise<Map<string, LockedLevel>> {
  const rows = await tx.unsafe<FoundLevel[]>(
    LOCK,
    [
      stamp.businessId,
      arrayLiteral(keys.map((key) => key.storeId)),
      arrayLiteral(keys.map((key) => key.variantId)),
      arrayLiteral(keys.map((key) => key.batchId)),
    ],
    { prepare: true },
  );
  return new Map(
    rows.map((row) => [
      levelPlace(row),
      {
        ...row,
        lastRestockAt: row.lastRestockAt?.toISOString() ?? null,
        lastCountAt: row.lastCountAt?.toISOString() ?? null,
      },
    ]),
  );
}

/** Writes levels back that `lockLevels` locked. */
export async function updateLevels(tx: Tx, stamp: Stamp, levels: readonly LockedLevel[]): Promise<void> {
  const column = (of: (level: LockedLevel) => string | number | null): string => arrayLiteral(levels.map(of));
  await tx.unsafe(
    UPDATE,
    [
      stamp.businessId,
      stamp.at,
      column((level) => level.storeId),
      column((level) => level.variantId),
      column((level) => level.batchId),
      column((level) => level.quantityMilli),
      column((level) => level.anchorHlc),
      column((level) => level.averageCostE4),
      column((level) => level.receiptCount),
      column((level) => level.lastRestockAt),
      column((level) => level.lastCountAt),
    ],
    { prepare: true },
  );
}
