import type { Id } from '#shared/base/ids.ts';
import { barcodeKey } from '#shared/catalogue/barcode/gtin.ts';
import type { Matched } from '#shared/sync/join.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import type { HandedRecords } from './handed-records.ts';

/** A variant of the business with its product, found by a code or a sku. */
type Here = { variant_id: Id; product_id: Id; name: string; unit: string };
type CodeHere = Here & { barcode_id: Id; code: string; factor_milli: number };
type SkuHere = Here & { sku: string };

export type VariantMatch = {
  readonly variantId: Id;
  readonly productId: Id;
  readonly name: string;
  readonly by: 'barcode' | 'sku';
};
export type VariantMatches = {
  readonly byVariant: ReadonlyMap<Id, VariantMatch>;
  /** The till's barcodes that the matched variant has already. */
  readonly barcodes: ReadonlyMap<Id, Id>;
};

const HERE = `v.id as variant_id, p.id as product_id, p.name, p.unit`;
const SOLD = `p.business_id = v.business_id and p.id = v.product_id and not p.is_deleted`;

/**
 * Finds what the till's variants are in the business: by a barcode that one variant has alone, else by such a sku. What is
 * counted in another unit is another thing; a code that several share is no proof.
 */
export async function matchVariants(tx: Tx, businessId: Id, handed: HandedRecords): Promise<VariantMatches> {
  const codes = handed.barcodes.flatMap(({ code }) => spellings(code));
  const byCode = await tx.unsafe<CodeHere[]>(
    `select b.id as barcode_id, b.code, b.factor_milli, ${HERE}
     from barcodes b join product_variants v on v.business_id = b.business_id and v.id = b.variant_id and not v.is_deleted join products p on ${SOLD}
     where b.business_id = $1::uuid and b.code = any($2::text[]) and not b.is_deleted order by b.id`,
    [businessId, arrayLiteral(codes)],
  );
  const skus = handed.variants.flatMap(({ sku }) => (sku === '' ? [] : [sku]));
  const bySku = await tx.unsafe<SkuHere[]>(
    `select v.sku, ${HERE} from product_variants v join products p on ${SOLD}
     where v.business_id = $1::uuid and v.sku = any($2::text[]) and not v.is_deleted order by v.id`,
    [businessId, arrayLiteral(skus)],
  );
  const units = new Map(handed.products.map(({ id, unit }) => [id, unit]));
  const codesHere = Map.groupBy(byCode, ({ code }) => barcodeKey(code));
  const skusHere = Map.groupBy(bySku, ({ sku }) => sku);
  const codesOf = Map.groupBy(handed.barcodes, ({ variantId }) => variantId);
  const byVariant = new Map<Id, VariantMatch>();
  const barcodes = new Map<Id, Id>();
  for (const variant of handed.variants) {
    const unit = units.get(variant.productId);
    const own = codesOf.get(variant.id) ?? [];
    const coded = own
      .flatMap((barcode) => codesHere.get(barcodeKey(barcode.code))?.filter((here) => isSameCode(barcode, here)) ?? [])
      .filter((here) => here.unit === unit);
    const named = skusHere.get(variant.sku)?.filter((here) => here.unit === unit) ?? [];
    const match = onlyOne(coded, 'barcode') ?? (coded.length === 0 ? onlyOne(named, 'sku') : null);
    if (match === null) continue;
    byVariant.set(variant.id, match);
    for (const barcode of own) {
      const here = coded.find((one) => one.variant_id === match.variantId && isSameCode(barcode, one));
      if (here !== undefined) barcodes.set(barcode.id, here.barcode_id);
    }
  }
  return { byVariant, barcodes };
}

function isSameCode(own: { readonly code: string; readonly factorMilli: number }, here: CodeHere): boolean {
  return own.factorMilli === here.factor_milli && barcodeKey(own.code) === barcodeKey(here.code);
}

function onlyOne(found: readonly Here[], by: VariantMatch['by']): VariantMatch | null {
  const [first] = found;
  if (first === undefined || new Set(found.map((one) => one.variant_id)).size > 1) return null;
  return { variantId: first.variant_id, productId: first.product_id, name: first.name, by };
}

/** Every way in which the same code may have been written down: a GTIN with and without its leading zeros. */
function spellings(code: string): string[] {
  const key = barcodeKey(code);
  const shorter = [8, 12, 13].flatMap((length) => {
    const zeros = key.length - length;
    return zeros > 0 && key.startsWith('0'.repeat(zeros)) ? [key.slice(zeros)] : [];
  });
  return [...new Set([code, code.trim(), key, ...shorter])];
}

/** A product as the plan shows it: matched where one of its variants is. */
export function productMatches(handed: HandedRecords, { byVariant }: VariantMatches): Matched[] {
  const variantsOf = Map.groupBy(handed.variants, ({ productId }) => productId);
  return handed.products.map(({ id, name }) => {
    const variants = variantsOf.get(id) ?? [];
    const match = variants.flatMap((variant) => byVariant.get(variant.id) ?? [])[0];
    if (match === undefined) return { id, name, by: null, with: null };
    return { id, name, by: match.by, with: { id: match.productId, name: match.name } };
  });
}
