import type { z } from 'zod';
import type { BundleAnswer, listBundlesEndpoint } from '#shared/api/bundle-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { milli } from '#shared/base/quantity.ts';
import { itemName } from '#shared/catalogue/item-name.ts';
import type { Tx } from '#server/store/pool.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';

interface PartRow {
  readonly record_id: Id;
  readonly bundle_id: Id;
  readonly part_id: Id;
  readonly product: string;
  readonly variant: string;
  readonly sku: string;
  readonly part_product: string | null;
  readonly part_variant: string | null;
  readonly part_sku: string | null;
  readonly quantity_milli: number;
  readonly updated_at: Date;
}

/** A set as it is answered, and the record of each part. */
export interface StoredBundle {
  readonly bundle: BundleAnswer;
  readonly recordOfPart: ReadonlyMap<Id, Id>;
}

/** @throws {Fault} `not_found` where the variant is no set */
export async function readBundle(tx: Tx, businessId: Id, id: Id): Promise<StoredBundle> {
  const [found] = await readBundles(tx, businessId, [id]);
  if (found === undefined) throw new Fault('not_found', 'There is no such set.');
  return found;
}

const ORDERS = {
  name: 'p.name_key, v.name, v.id',
  '-name': 'p.name_key desc, v.name desc, v.id',
} as const;

/** A page of sets. */
export async function listBundles(
  tx: Tx,
  businessId: Id,
  { page, limit, q, sort }: z.output<typeof listBundlesEndpoint.query>,
): Promise<{ rows: BundleAnswer[]; total: number }> {
  const searched =
    q === undefined
      ? tx``
      : tx`and (p.name ilike ${anywhere(q)} or v.name ilike ${anywhere(q)} or v.sku ilike ${anywhere(q)})`;
  const from = tx`
    from product_variants v join products p on p.business_id = v.business_id and p.id = v.product_id
    where v.business_id = ${businessId} and not v.is_deleted ${searched}
      and exists (select from bundles b where b.business_id = v.business_id and b.variant_id = v.id and not b.is_deleted)`;
  const found = await tx<{ id: Id }[]>`
    select v.id ${from} order by ${tx.unsafe(ORDERS[sort])} limit ${limit} offset ${(page - 1) * limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*) as total ${from}`;
  const rows = await readBundles(
    tx,
    businessId,
    found.map(({ id }) => id),
  );
  return { rows: rows.map(({ bundle }) => bundle), total: count?.total ?? 0 };
}

async function readBundles(tx: Tx, businessId: Id, ids: readonly Id[]): Promise<StoredBundle[]> {
  const rows = await tx<PartRow[]>`
    select b.id as record_id, b.variant_id as bundle_id, b.part_variant_id as part_id, p.name as product, v.name as variant, v.sku,
      (select q.name from products q where q.business_id = w.business_id and q.id = w.product_id) as part_product,
      w.name as part_variant, w.sku as part_sku, b.quantity_milli, b.updated_at
    from bundles b
    join product_variants v on v.business_id = b.business_id and v.id = b.variant_id and not v.is_deleted
    join products p on p.business_id = v.business_id and p.id = v.product_id
    left join product_variants w on w.business_id = b.business_id and w.id = b.part_variant_id
    where b.business_id = ${businessId} and b.variant_id = any(${[...ids]}::uuid[]) and not b.is_deleted
    order by b.created_at, b.id`;
  const byBundle = Map.groupBy(rows, (row) => row.bundle_id);
  return ids.flatMap((id) => {
    const parts = byBundle.get(id) ?? [];
    const [first] = parts;
    return first === undefined ? [] : [bundleOf(first, parts)];
  });
}

function bundleOf(first: PartRow, parts: readonly PartRow[]): StoredBundle {
  const updatedAt = new Date(Math.max(...parts.map((part) => part.updated_at.getTime()))).toISOString();
  return {
    bundle: {
      id: first.bundle_id,
      name: itemName({ productName: first.product, variantName: first.variant }),
      sku: first.sku,
      parts: parts.map((part) => ({
        variantId: part.part_id,
        quantityMilli: milli(part.quantity_milli),
        name: itemName({ productName: part.part_product ?? '', variantName: part.part_variant ?? '' }),
        sku: part.part_sku ?? '',
      })),
      updatedAt,
    },
    recordOfPart: new Map(parts.map((part) => [part.part_id, part.record_id])),
  };
}
