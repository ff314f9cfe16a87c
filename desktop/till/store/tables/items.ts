import type { Minor } from '#shared/base/money.ts';
import type { Milli } from '#shared/base/quantity.ts';
import { type Connection } from '../connection.ts';

/** What a line of a sale is made from: a variant with its product, and the barcode that was scanned. */
export type ItemRow = {
  readonly variantId: string;
  readonly productId: string;
  readonly productName: string;
  readonly variantName: string;
  readonly sku: string;
  readonly categoryId: string | null;
  readonly unit: 'piece' | 'kg' | 'l' | 'm';
  /** JSON array of ids. */
  readonly taxRateIds: string;
  readonly costE4: number;
  readonly sellingPriceMinor: number;
  readonly isActive: number;
  readonly isWeighed: number;
  readonly isOpenPrice: number;
  readonly trackInventory: number;
  readonly hasBatches: number;
  readonly returnable: number;
  readonly reorderLevelMilli: number;
};

export type ScannedItemRow = ItemRow & {
  readonly code: string;
  readonly barcodeUnit: string;
  readonly factorMilli: number;
  readonly barcodePriceMinor: number | null;
};

/** A code as it stands on a product. */
export type CodeRow = {
  readonly id: string;
  readonly code: string;
  readonly unit: string;
  readonly factorMilli: Milli;
  readonly priceMinor: Minor | null;
};

export type BatchRow = { readonly id: string; readonly expiresOn: string | null; readonly costE4: number };
type NumberedBatchRow = BatchRow & { readonly variantId: string; readonly number: string };

/** A part of a set: so much of it for one base unit of the set. */
export type BundlePartRow = { readonly variantId: string; readonly quantityMilli: number };

const ITEM = `v.id AS variantId, p.id AS productId, p.name AS productName, v.name AS variantName, v.sku, p.category_id AS categoryId, p.unit, p.tax_rate_ids AS taxRateIds,
  v.cost_e4 AS costE4, v.selling_price_minor AS sellingPriceMinor, (v.is_active AND p.is_active AND NOT v.is_deleted AND NOT p.is_deleted) AS isActive,
  p.is_weighed AS isWeighed, p.is_open_price AS isOpenPrice, p.track_inventory AS trackInventory, p.has_batches AS hasBatches, p.returnable,
  p.reorder_level_milli AS reorderLevelMilli`;

/**
 * The hot way of a scan: plain SQL, one point read through the index of barcode keys.
 *
 * A join whose value the planner may look at is planned anew at every call, which costs twice the join: hence `+?`.
 */
export function readItems(db: Connection) {
  const byKey = db.prepare<[string], ScannedItemRow>(
    `SELECT ${ITEM}, b.code, b.unit AS barcodeUnit, b.factor_milli AS factorMilli, b.price_minor AS barcodePriceMinor
     FROM barcodes b JOIN product_variants v ON v.id = b.variant_id JOIN products p ON p.id = v.product_id WHERE b.code_key = +? AND b.is_deleted = 0`,
  );
  const bySku = db.prepare<[string], ItemRow>(
    `SELECT ${ITEM} FROM product_variants v JOIN products p ON p.id = v.product_id WHERE v.sku = +? AND v.sku <> '' AND v.is_deleted = 0`,
  );
  const byVariant = db.prepare<[string], ItemRow>(
    `SELECT ${ITEM} FROM product_variants v JOIN products p ON p.id = v.product_id WHERE v.id = +?`,
  );
  const codes = db.prepare<[string], CodeRow>(
    `SELECT id, code, unit, factor_milli AS factorMilli, price_minor AS priceMinor FROM barcodes
     WHERE variant_id = ? AND is_deleted = 0 ORDER BY factor_milli, id LIMIT 100`,
  );
  const listPrice = db.prepare<[string, string, number, number], { priceMinor: number }>(
    `SELECT price_minor AS priceMinor FROM prices WHERE variant_id = ? AND price_list_id = ? AND valid_from_ms <= ? AND (valid_to_ms IS NULL OR valid_to_ms > ?)
     AND is_deleted = 0 ORDER BY valid_from_ms DESC LIMIT 1`,
  );
  const batches = db.prepare<[string, string], BatchRow>(
    `SELECT id, expires_on AS expiresOn, cost_e4 AS costE4 FROM batches WHERE variant_id = ? AND is_deleted = 0 AND (expires_on IS NULL OR expires_on >= ?)
     ORDER BY expires_on IS NULL, expires_on LIMIT 50`,
  );
  const expired = db.prepare<[string, string], { id: string }>(
    'SELECT id FROM batches WHERE variant_id = ? AND is_deleted = 0 AND expires_on < ? ORDER BY expires_on DESC LIMIT 50',
  );
  const numbered =
    'SELECT id, variant_id AS variantId, number, expires_on AS expiresOn, cost_e4 AS costE4 FROM batches';
  const batch = db.prepare<[string], NumberedBatchRow>(`${numbered} WHERE id = ?`);
  const newestBatches = db.prepare<[string, number], NumberedBatchRow>(
    `${numbered} WHERE variant_id = ? AND is_deleted = 0 ORDER BY id DESC LIMIT ?`,
  );
  const batchByNumber = db.prepare<[string, string], NumberedBatchRow>(
    `${numbered} WHERE variant_id = ? AND number = ? AND is_deleted = 0 ORDER BY id DESC LIMIT 1`,
  );
  const parts = db.prepare<[string], BundlePartRow>(
    `SELECT part_variant_id AS variantId, quantity_milli AS quantityMilli FROM bundles WHERE variant_id = ? AND is_deleted = 0 ORDER BY id LIMIT 50`,
  );
  const hasBatch = db.prepare<[string], { one: number }>(
    'SELECT 1 AS one FROM batches WHERE variant_id = ? AND is_deleted = 0 LIMIT 1',
  );
  return {
    /** Every item filed under a code's key; several where a code was given twice. */
    byKey: (key: string): ScannedItemRow[] => byKey.all(key),
    bySku: (sku: string): ItemRow[] => bySku.all(sku),
    byVariant: (variantId: string): ItemRow | null => byVariant.get(variantId) ?? null,
    /** Every code of a variant, the smallest pack first. */
    codesOf: (variantId: string): CodeRow[] => codes.all(variantId),
    /** What a variant costs on a list at a moment, where the list says so. */
    listPrice: (variantId: string, priceListId: string, atMs: number): number | null =>
      listPrice.get(variantId, priceListId, atMs, atMs)?.priceMinor ?? null,
    /** Batches that may still be sold on a day, the next to expire first. */
    batchesOn: (variantId: string, day: string): BatchRow[] => batches.all(variantId, day),
    /** Batches that may not be sold on a day any more, the last to expire first. */
    expiredOn: (variantId: string, day: string): string[] => expired.all(variantId, day).map(({ id }) => id),
    /** A batch by its id, one that is over too. */
    batch: (id: string): NumberedBatchRow | null => batch.get(id) ?? null,
    /** The batches of an item that were made last. */
    newestBatches: (variantId: string, limit: number): NumberedBatchRow[] => newestBatches.all(variantId, limit),
    /** The batch that an item has under a number; of several the newest. */
    batchByNumber: (variantId: string, number: string): NumberedBatchRow | null =>
      batchByNumber.get(variantId, number) ?? null,
    /** What a set is made of; nothing for what is no set. */
    partsOf: (variantId: string): BundlePartRow[] => parts.all(variantId),
    hasBatch: (variantId: string): boolean => hasBatch.get(variantId) !== undefined,
  };
}
