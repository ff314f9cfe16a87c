import type { FieldError } from '#shared/api/envelope.ts';
import type { LineWish } from '#shared/api/sale-writing-endpoints.ts';
import { type Id, NO_ID } from '#shared/base/ids.ts';
import { itemName } from '#shared/catalogue/item-name.ts';
import type { LineTaxRate } from '#shared/sale/line-tax-rate.ts';
import type { SetPart, SoldBarcode, SoldItem } from '#shared/sale/item-line.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Tx } from '#server/store/pool.ts';

/** A line of a fact carries so many movements, and a set so many parts. */
const PARTS_MAX = 50;

/** A thing of the catalogue as a line of a sale is made from it. */
export type CatalogueItem = SoldItem & {
  readonly sellingPriceMinor: number;
  readonly isActive: boolean;
  readonly isOpenPrice: boolean;
  readonly hasBatches: boolean;
};

export type FoundItem = {
  readonly item: CatalogueItem;
  readonly barcode: (SoldBarcode & { readonly priceMinor: number | null }) | null;
  /** What it is made of, where it is a set. */
  readonly set: readonly FoundPart[];
};

type FoundPart = SetPart & { readonly hasBatches: boolean };

type ItemRow = Omit<CatalogueItem, 'name' | 'taxRates'> & {
  readonly productName: string;
  readonly variantName: string;
  readonly taxRateIds: readonly Id[];
};
type CodeRow = {
  readonly wanted: string;
  readonly variantId: Id;
  readonly code: string | null;
  readonly unit: string;
  readonly factorMilli: number;
  readonly priceMinor: number | null;
};

/**
 * The things that the lines of a sale name, by variant, barcode or sku, in the order of the lines.
 *
 * @throws {BadInput} with a row per line that names nothing, something that is not sold any more, or several things
 */
export async function soldItems(tx: Tx, businessId: Id, wishes: readonly LineWish[]): Promise<readonly FoundItem[]> {
  const codes = await variantsOfCodes(
    tx,
    businessId,
    wishes.flatMap(({ code }) => code ?? []),
  );
  const named = wishes.map((wish) => namedBy(wish, codes));
  const items = await readItems(
    tx,
    businessId,
    named.flatMap(({ variantIds }) => variantIds),
  );
  const sets = await readParts(tx, businessId, [...items.keys()]);
  const faults: FieldError[] = [];
  const found = named.flatMap(({ field, variantIds, barcode }, place): FoundItem[] => {
    const item = items.get(variantIds[0] ?? '');
    const fault = faultOf(variantIds, item);
    if (fault !== null) faults.push({ field: `lines.${place}.${field}`, message: fault });
    return item === undefined || fault !== null ? [] : [{ item, barcode, set: sets.get(item.variantId) ?? [] }];
  });
  if (faults.length > 0) throw new BadInput(faults);
  return found;
}

type Named = { readonly field: string; readonly variantIds: readonly Id[]; readonly barcode: FoundItem['barcode'] };

function namedBy({ variantId, code = '' }: LineWish, codes: ReadonlyMap<string, readonly CodeRow[]>): Named {
  if (variantId !== undefined) return { field: 'variantId', variantIds: [variantId], barcode: null };
  const rows = codes.get(code) ?? [];
  const [first] = rows;
  return {
    field: 'code',
    variantIds: [...new Set(rows.map((row) => row.variantId))],
    barcode: first === undefined || first.code === null ? null : { ...first, code: first.code },
  };
}

function faultOf(variantIds: readonly Id[], item: CatalogueItem | undefined): string | null {
  if (variantIds.length > 1) return 'Several things have this code. Name the variant.';
  if (item === undefined) return 'There is no such thing in the catalogue.';
  return item.isActive ? null : 'It is not sold any more.';
}

/** What has these codes: barcodes first, and skus only where no barcode does. */
async function variantsOfCodes(
  tx: Tx,
  businessId: Id,
  codes: readonly string[],
): Promise<ReadonlyMap<string, readonly CodeRow[]>> {
  if (codes.length === 0) return new Map();
  const barcodes = await tx<CodeRow[]>`
    select b.code as wanted, b.variant_id as "variantId", b.code, b.unit, b.factor_milli as "factorMilli", b.price_minor as "priceMinor"
    from barcodes b join product_variants v on v.business_id = b.business_id and v.id = b.variant_id
    where b.business_id = ${businessId} and b.code = any(${[...codes]}::text[]) and not b.is_deleted and not v.is_deleted order by b.id`;
  const skus = await tx<CodeRow[]>`
    select v.sku as wanted, v.id as "variantId", null as code, '' as unit, 1000::bigint as "factorMilli", null::bigint as "priceMinor"
    from product_variants v
    where v.business_id = ${businessId} and v.sku = any(${[...codes]}::text[]) and v.sku <> '' and not v.is_deleted order by v.id`;
  const byCode = Map.groupBy(barcodes, ({ wanted }) => wanted);
  for (const [sku, rows] of Map.groupBy(skus, ({ wanted }) => wanted)) if (!byCode.has(sku)) byCode.set(sku, rows);
  return byCode;
}

async function readItems(tx: Tx, businessId: Id, ids: readonly Id[]): Promise<ReadonlyMap<Id, CatalogueItem>> {
  const rows = await tx<ItemRow[]>`
    select v.id as "variantId", p.id as "productId", p.name as "productName", v.name as "variantName", v.sku, p.category_id as "categoryId",
      p.unit, p.tax_rate_ids as "taxRateIds", v.cost_e4 as "costE4", v.selling_price_minor as "sellingPriceMinor",
      v.is_active and p.is_active as "isActive", p.is_open_price as "isOpenPrice", p.track_inventory as "tracksStock", p.has_batches as "hasBatches"
    from product_variants v join products p on p.business_id = v.business_id and p.id = v.product_id
    where v.business_id = ${businessId} and v.id = any(${[...ids]}::uuid[]) and not v.is_deleted and not p.is_deleted`;
  const rates = await tx<LineTaxRate[]>`
    select id as "taxRateId", name, rate_ppm as "ratePpm", inclusive from tax_rates
    where business_id = ${businessId} and id = any(${rows.flatMap((row) => row.taxRateIds)}::uuid[]) and not is_deleted`;
  const rateOf = new Map(rates.map((rate) => [rate.taxRateId, rate]));
  return new Map(
    rows.map(({ productName, variantName, taxRateIds, ...kept }) => [
      kept.variantId,
      {
        ...kept,
        name: itemName({ productName, variantName }),
        taxRates: taxRateIds.flatMap((id) => rateOf.get(id) ?? []),
      },
    ]),
  );
}

/** What sets are made of, by the variant that is sold; the batches of each are chosen when it is taken. */
async function readParts(tx: Tx, businessId: Id, ids: readonly Id[]): Promise<ReadonlyMap<Id, readonly FoundPart[]>> {
  const rows = await tx<(Omit<FoundPart, 'batchId'> & { readonly setId: Id })[]>`
    select b.variant_id as "setId", v.id as "variantId", b.quantity_milli as "quantityMilli", v.cost_e4 as "costE4",
      p.track_inventory as "tracksStock", p.has_batches as "hasBatches"
    from bundles b
    join product_variants v on v.business_id = b.business_id and v.id = b.part_variant_id and not v.is_deleted
    join products p on p.business_id = v.business_id and p.id = v.product_id and not p.is_deleted
    where b.business_id = ${businessId} and b.variant_id = any(${[...ids]}::uuid[]) and not b.is_deleted order by b.id limit ${ids.length * PARTS_MAX}`;
  return Map.groupBy(
    rows.map((row) => ({ ...row, batchId: NO_ID })),
    ({ setId }) => setId,
  );
}

/** What lists say of some variants at a moment: the price by list and variant. */
export async function listPrices(
  tx: Tx,
  of: {
    readonly businessId: Id;
    readonly variantIds: readonly Id[];
    readonly lists: readonly Id[];
    readonly nowMs: number;
  },
): Promise<(listId: string, variantId: Id) => number | null> {
  const rows = await tx<{ variant_id: Id; price_list_id: Id; price_minor: number }[]>`
    select distinct on (variant_id, price_list_id) variant_id, price_list_id, price_minor from prices
    where business_id = ${of.businessId} and variant_id = any(${[...of.variantIds]}::uuid[]) and price_list_id = any(${[...of.lists]}::uuid[])
      and valid_from_ms <= ${of.nowMs} and (valid_to_ms is null or valid_to_ms > ${of.nowMs}) and not is_deleted
    order by variant_id, price_list_id, valid_from_ms desc`;
  const prices = new Map(rows.map((row) => [`${row.price_list_id} ${row.variant_id}`, row.price_minor]));
  return (listId, variantId) => prices.get(`${listId} ${variantId}`) ?? null;
}
