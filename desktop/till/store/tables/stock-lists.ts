import { type Connection } from '../connection.ts';

type NamedPlace = { readonly name: string; readonly productId: string };
type ExpiryPlace = { readonly expiresOn: string; readonly batchId: string };
type ExpiringRow = ExpiryPlace & { readonly variantId: string; readonly number: string };

/** What the lists of low and of expiring goods look through, in parts. */
export function readStockLists(db: Connection) {
  const tracked = db.prepare<[string, string, number], NamedPlace>(
    `SELECT name, id AS productId FROM products
     WHERE is_active = 1 AND is_deleted = 0 AND track_inventory = 1 AND (name, id) > (?, ?) ORDER BY name, id LIMIT ?`,
  );
  const expiring = db.prepare<[string, string, string, number], ExpiringRow>(
    `SELECT b.id AS batchId, b.variant_id AS variantId, b.number, b.expires_on AS expiresOn
     FROM batches b JOIN product_variants v ON v.id = b.variant_id JOIN products p ON p.id = v.product_id
     WHERE b.is_deleted = 0 AND p.is_deleted = 0 AND b.expires_on <= date(?, '+' || p.expiry_alert_days || ' days')
       AND (b.expires_on, b.id) > (?, ?) ORDER BY b.expires_on, b.id LIMIT ?`,
  );
  return {
    /** Products that are kept in stock, by name. */
    tracked: (after: NamedPlace | null, limit: number): NamedPlace[] =>
      tracked.all(after?.name ?? '', after?.productId ?? '', limit),
    /** Batches that expire by the day that their product asks to be told, the first to expire first; whether anything lies here of them is another question. */
    expiring: (today: string, after: ExpiryPlace | null, limit: number): ExpiringRow[] =>
      expiring.all(today, after?.expiresOn ?? '', after?.batchId ?? '', limit),
  };
}
