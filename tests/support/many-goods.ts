import { makeHlc } from '#shared/base/hlc.ts';
import { type Id, NO_ID } from '#shared/base/ids.ts';
import { type RecordKind, RECORD_KINDS } from '#shared/changes/record-kinds.ts';
import { SERVER_TILL_ID, makeRank } from '#shared/sync/rank.ts';
import type { Pool } from '#server/store/pool.ts';

const AT_ONCE = 5000;
/** Has no factor in common with the number of codes: it spreads products over them, as a shop’s codes are spread. */
const SPREAD = 829_285_381_009;

/** The code of a made product: 13 digits, in no order. */
export const codeOfGood = (number: number): string =>
  `2${String((BigInt(number + 1) * BigInt(SPREAD)) % 1_000_000_000_000n).padStart(12, '0')}`;

const ranksOf = (kind: RecordKind, rank: string): string =>
  JSON.stringify(Object.fromEntries(Object.keys(RECORD_KINDS[kind].shape).map((field) => [field, rank])));

/** A product with a variant and a barcode in the store's feed, each row as an import leaves it; a level too where a store is named. */
const SQL = `
  with goods as materialized (
    select g.number, g.name, g.code, uuidv7() as product_id, uuidv7() as variant_id, uuidv7() as barcode_id
    from unnest($3::text[], $4::text[]) with ordinality as g (name, code, number)
  ), products_in as (
    insert into products (business_id, id, name, field_ranks, created_at, updated_at)
    select $1::uuid, product_id, name, $5::text::jsonb, $2, $2 from goods
  ), variants_in as (
    insert into product_variants (business_id, id, product_id, sku, cost_e4, selling_price_minor, field_ranks, created_at, updated_at)
    select $1::uuid, variant_id, product_id, code, 500000, 1000 + 50 * (number % 500), $6::text::jsonb, $2, $2 from goods
  ), barcodes_in as (
    insert into barcodes (business_id, id, variant_id, code, field_ranks, created_at, updated_at)
    select $1::uuid, barcode_id, variant_id, code, $7::text::jsonb, $2, $2 from goods
  ), levels_in as (
    insert into inventory (business_id, store_id, variant_id, batch_id, quantity_milli, anchor_hlc, average_cost_e4, receipt_count, created_at, updated_at)
    select $1::uuid, $8::uuid, variant_id, $9::uuid, 100000, $10, 500000, 1, $2, $2 from goods where $8::uuid is not null
  ), moved as (
    select number, place, entity, id, class, scope_id from goods, lateral (values
      (1, 'product', product_id::text, 'catalogue', $9::uuid),
      (2, 'product_variant', variant_id::text, 'catalogue', $9::uuid),
      (3, 'barcode', barcode_id::text, 'catalogue', $9::uuid),
      (4, 'level', $8::text || '/' || variant_id::text || '/' || $9::text, 'levels', $8::uuid)
    ) as rows_of_it (place, entity, id, class, scope_id)
    where scope_id is not null
  )
  select write_feed($1::uuid, $2, $1::uuid, array_agg(entity order by number, place), array_agg(id order by number, place),
    array_agg(class order by number, place), array_agg(scope_id order by number, place), array_agg(false)) from moved`;

/**
 * Puts products into an office as an import would have left them, by whoever is above row-level security.
 *
 * In place of an import itself, which would take longer than what is to be tested.
 *
 * @param first the number of the first, from which its code follows
 */
export async function addManyGoods(
  root: Pool,
  to: { readonly businessId: Id; readonly levelsOf: Id | null; readonly nowMs: number },
  names: readonly string[],
  first = 0,
): Promise<void> {
  const rank = makeRank({ stamp: makeHlc(to.nowMs, 0), tillId: SERVER_TILL_ID, epochCounter: 1, seq: 1 });
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const part = names.slice(from, from + AT_ONCE);
    await root.unsafe(SQL, [
      to.businessId,
      new Date(to.nowMs),
      part,
      part.map((_name, index) => codeOfGood(first + from + index)),
      ...(['product', 'product_variant', 'barcode'] as const).map((kind) => ranksOf(kind, rank)),
      to.levelsOf,
      NO_ID,
      makeHlc(0, 0),
    ]);
  }
}
