import type { ProductAnswer, VariantAnswer } from '#shared/api/product-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { readProducts } from '../read-products.ts';
import type { ImportProduct } from './import-product.ts';

/** What the business has of what a part of a file names. */
export interface KnownGoods {
  readonly byVariantId: ReadonlyMap<Id, KnownVariant>;
  readonly bySku: ReadonlyMap<string, KnownVariant>;
  readonly byBarcode: ReadonlyMap<string, KnownVariant>;
  /** By their names in small letters; what is named twice is not among them. */
  readonly byName: ReadonlyMap<string, ProductAnswer>;
  readonly categories: ReadonlyMap<string, Id>;
  readonly taxRates: ReadonlyMap<string, Id>;
}

export interface KnownVariant {
  readonly product: ProductAnswer;
  readonly variant: VariantAnswer;
}

/** Looks up a part of a file at once, by ids, skus, barcodes and names. */
export async function knownGoods(tx: Tx, businessId: Id, wanted: readonly ImportProduct[]): Promise<KnownGoods> {
  const variants = wanted.flatMap((product) => product.variants);
  const list = (values: readonly (string | undefined)[]): string[] => values.filter((value) => value !== undefined);
  const found = await tx<{ product_id: Id }[]>`
    select v.product_id from product_variants v
      where v.business_id = ${businessId} and not v.is_deleted
        and (v.id = any(${list(variants.map(({ variantId }) => variantId))}::uuid[]) or v.sku = any(${list(variants.map(({ sku }) => sku))}::text[]))
    union
    select v.product_id from barcodes b join product_variants v on v.business_id = b.business_id and v.id = b.variant_id
      where b.business_id = ${businessId} and not b.is_deleted and not v.is_deleted
        and b.code = any(${list(variants.map(({ barcode }) => barcode))}::text[])
    union
    select p.id from products p
      where p.business_id = ${businessId} and not p.is_deleted
        and p.name_key = any(${wanted.map(({ name }) => name.toLowerCase())}::text[])`;
  const products = await readProducts(
    tx,
    businessId,
    found.map(({ product_id: id }) => id),
  );
  const named = await tx<{ kind: string; id: Id; name: string }[]>`
    select 'category' as kind, id, lower(name) as name from categories where business_id = ${businessId} and not is_deleted
    union all select 'tax', id, lower(name) from tax_rates where business_id = ${businessId} and not is_deleted`;
  const idsOf = (kind: string): Map<string, Id> =>
    new Map(named.flatMap((one) => (one.kind === kind ? [[one.name, one.id]] : [])));
  return { ...indexed(products), categories: idsOf('category'), taxRates: idsOf('tax') };
}

function indexed(products: readonly ProductAnswer[]): Omit<KnownGoods, 'categories' | 'taxRates'> {
  const all = products.flatMap((product) => product.variants.map((variant): KnownVariant => ({ product, variant })));
  const names = Map.groupBy(products, ({ name }) => name.toLowerCase());
  return {
    byVariantId: new Map(all.map((known) => [known.variant.id, known])),
    bySku: new Map(all.flatMap((known) => (known.variant.sku === '' ? [] : [[known.variant.sku, known]]))),
    byBarcode: new Map(all.flatMap((known) => known.variant.barcodes.map(({ code }) => [code, known]))),
    byName: new Map(
      [...names].flatMap(([name, [product, ...more]]) =>
        product === undefined || more.length > 0 ? [] : [[name, product]],
      ),
    ),
  };
}
