import type { FieldError } from '#shared/api/envelope.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Tx } from '#server/store/pool.ts';

/** A name that a variant is to have; `variantId` null for one that is not there yet. */
export interface WantedNames {
  readonly variantId: Id | null;
  readonly sku: string | undefined;
  readonly barcode: string | null | undefined;
  /** All codes that it is to have, where they are named. */
  readonly barcodes?: readonly { readonly code: string }[] | undefined;
}

/**
 * Refuses a sku or barcode that another variant has, or that stands twice in the same request. Call it under `lockNames`.
 *
 * @throws {Fault} `conflict`, naming the product that has it
 */
export async function requireFreeNames(tx: Tx, businessId: Id, wanted: readonly WantedNames[]): Promise<void> {
  const skus = wanted.flatMap(({ sku }) => (sku === undefined || sku === '' ? [] : [sku]));
  const codes = wanted.flatMap(({ barcode, barcodes }) =>
    barcodes !== undefined
      ? barcodes.map(({ code }) => code)
      : barcode === undefined || barcode === null
        ? []
        : [barcode],
  );
  for (const names of [skus, codes]) {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
      throw new Fault('conflict', `${twice} stands twice in this request. Each variant has its own.`);
  }
  const own = wanted.flatMap(({ variantId }) => (variantId === null ? [] : [variantId]));
  // Names of products are looked up for each row found: a new database would else begin with all products of the business.
  const [other] = await tx<{ what: string; taken: string; product: string | null }[]>`
    select 'sku' as what, v.sku as taken,
           (select p.name from products p where p.business_id = v.business_id and p.id = v.product_id) as product
      from product_variants v
     where v.business_id = ${businessId} and v.sku = any(${skus}::text[]) and not v.is_deleted and not v.id = any(${own}::uuid[])
    union all
    select 'barcode', b.code,
           (select (select p.name from products p where p.business_id = v.business_id and p.id = v.product_id)
              from product_variants v where v.business_id = b.business_id and v.id = b.variant_id)
      from barcodes b
     where b.business_id = ${businessId} and b.code = any(${codes}::text[]) and not b.is_deleted
       and not b.variant_id = any(${own}::uuid[])
       and (select not v.is_deleted from product_variants v where v.business_id = b.business_id and v.id = b.variant_id)
    limit 1`;
  if (other !== undefined)
    throw new Fault(
      'conflict',
      `The ${other.what} ${other.taken} is ${other.product ?? 'another product'}’s already. Take another.`,
    );
}

/** Refuses a category, supplier or tax rate that is not one of the business's. @throws {BadInput} with a row per field */
export async function requireReferences(
  tx: Tx,
  businessId: Id,
  asked: {
    readonly categoryId?: Id | null | undefined;
    readonly supplierId?: Id | null | undefined;
    readonly taxRateIds?: readonly Id[] | undefined;
  },
): Promise<void> {
  const faults: FieldError[] = [];
  if (asked.supplierId !== undefined && asked.supplierId !== null) {
    const found =
      await tx`select 1 from suppliers where business_id = ${businessId} and id = ${asked.supplierId} and not is_deleted`;
    if (found.length === 0) faults.push({ field: 'supplierId', message: 'There is no such supplier.' });
  }
  if (asked.categoryId !== undefined && asked.categoryId !== null) {
    const found =
      await tx`select 1 from categories where business_id = ${businessId} and id = ${asked.categoryId} and not is_deleted`;
    if (found.length === 0) faults.push({ field: 'categoryId', message: 'There is no such category.' });
  }
  const rates = new Set(asked.taxRateIds ?? []);
  if (rates.size > 0) {
    const found =
      await tx`select 1 from tax_rates where business_id = ${businessId} and id = any(${[...rates]}::uuid[]) and not is_deleted`;
    if (found.length < rates.size) faults.push({ field: 'taxRateIds', message: 'There is no such tax rate.' });
  }
  if (faults.length > 0) throw new BadInput(faults);
}
