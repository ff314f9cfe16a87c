import { z } from 'zod';
import { type ProductAnswer, productAnswerSchema } from '#shared/api/product-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { shownRecord } from '#server/sync/web-edits/read-records.ts';

type Row = { readonly row: unknown };

const barcodeOwner = z.looseObject({ variantId: z.string() });
const variantOwner = z.looseObject({ id: z.string(), productId: z.string() });

/** The products of these ids with their variants and barcodes, in the order asked for; those that are not there are left out. */
export async function readProducts(tx: Tx, businessId: Id, ids: readonly Id[]): Promise<ProductAnswer[]> {
  if (ids.length === 0) return [];
  const products = await tx<Row[]>`
    select to_jsonb(p) as row from products p
    where p.business_id = ${businessId} and p.id = any(${[...ids]}::uuid[]) and not p.is_deleted`;
  const variants = await tx<Row[]>`
    select to_jsonb(v) as row from product_variants v
    where v.business_id = ${businessId} and v.product_id = any(${[...ids]}::uuid[]) and not v.is_deleted order by v.created_at, v.id`;
  const barcodes = await tx<Row[]>`
    select to_jsonb(b) as row from barcodes b
    join product_variants v on v.business_id = b.business_id and v.id = b.variant_id
    where b.business_id = ${businessId} and v.product_id = any(${[...ids]}::uuid[]) and not b.is_deleted
    order by b.factor_milli, b.created_at, b.id`;
  const codes = Map.groupBy(
    barcodes.map(({ row }) => barcodeOwner.parse(shownRecord('barcode', row))),
    ({ variantId }) => variantId,
  );
  const parts = Map.groupBy(
    variants.map(({ row }) => variantOwner.parse(shownRecord('product_variant', row))),
    ({ productId }) => productId,
  );
  const shown = products.map(({ row }) => {
    const product = z.looseObject({ id: z.string() }).parse(shownRecord('product', row));
    const own = (parts.get(product.id) ?? []).map((variant) => ({ ...variant, barcodes: codes.get(variant.id) ?? [] }));
    return withHiddenVariant(product, own);
  });
  const place = new Map(ids.map((id, index) => [id, index]));
  return shown.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/** @throws {Fault} `not_found` */
export async function readProduct(tx: Tx, businessId: Id, id: Id): Promise<ProductAnswer> {
  const [found] = await readProducts(tx, businessId, [id]);
  if (found === undefined) throw new Fault('not_found', 'There is no such product.');
  return found;
}

/** A product without variants shows what its hidden one holds. */
function withHiddenVariant(product: object, variants: readonly object[]): ProductAnswer {
  const none = { sku: null, barcode: null, costE4: null, sellingPriceMinor: null };
  const whole = productAnswerSchema.parse({ ...product, ...none, variants });
  const hidden = whole.hasVariants ? undefined : whole.variants[0];
  if (hidden === undefined) return whole;
  const { sku, costE4, sellingPriceMinor, barcodes } = hidden;
  return { ...whole, sku, costE4, sellingPriceMinor, barcode: barcodes[0]?.code ?? null };
}
