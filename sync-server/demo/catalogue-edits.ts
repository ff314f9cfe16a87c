import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { Id } from '#shared/base/ids.ts';
import { must } from '#shared/base/assert.ts';
import { DELIVERIES, expiresOn, hasBatches } from './deliveries.ts';
import { DEMO_STORES } from './demo-business.ts';
import { CATEGORIES } from './goods/categories.ts';
import { type DemoGood, readGoods, restrictedBarcode } from './goods/read-goods.ts';
import type { Seeded } from './seeded.ts';

/** What the demo's tills sell: one per variant. */
export type DemoItem = {
  readonly variantId: Id;
  readonly productId: Id;
  readonly categoryId: Id;
  readonly name: string;
  readonly sku: string;
  readonly barcode: string;
  readonly baseUnit: 'piece' | 'kg';
  readonly priceMinor: number;
  readonly costE4: number;
  readonly isTaxed: boolean;
  readonly isWeighed: boolean;
  readonly isFavourite: boolean;
  /** The batch of each delivery; empty where none is kept. */
  readonly batchIds: readonly Id[];
};

export type DemoCatalogue = {
  readonly taxRateId: Id;
  readonly edits: readonly RecordEdit[];
  readonly items: readonly DemoItem[];
};

type Maker = {
  readonly random: Seeded;
  readonly atMs: number;
  readonly edits: RecordEdit[];
  readonly items: DemoItem[];
};

const put = (kind: RecordEdit['kind'], id: Id, fields: RecordEdit['fields']): RecordEdit => ({
  kind,
  id,
  op: 'put',
  fields,
});

function addBarcode(
  maker: Maker,
  variantId: Id,
  code: { code: string; unit: string; factorMilli: number; priceMinor: number | null },
): void {
  maker.edits.push(put('barcode', maker.random.id(maker.atMs), { variantId, ...code }));
}

function addBatches(maker: Maker, good: DemoGood, variantId: Id): readonly Id[] {
  const { shelfLifeDays } = good;
  if (!hasBatches(shelfLifeDays)) return [];
  return Array.from({ length: DELIVERIES }, (_, delivery) => {
    const id = maker.random.id(maker.atMs);
    const number = `L${String(delivery + 1).padStart(2, '0')}-${String(maker.edits.length % 10_000).padStart(4, '0')}`;
    const expires = expiresOn(maker.atMs, delivery, shelfLifeDays);
    maker.edits.push(put('batch', id, { variantId, number, expiresOn: expires, costE4: good.costMinor * 10_000 }));
    return id;
  });
}

function addVariant(
  maker: Maker,
  good: DemoGood,
  place: { productId: Id; categoryId: Id; index: number; sku: string },
): void {
  const variantId = maker.random.id(maker.atMs);
  const variantName = good.variants[place.index] ?? '';
  const barcode = must(good.barcodes[place.index], 'a demo variant has a barcode');
  maker.edits.push(
    put('product_variant', variantId, {
      productId: place.productId,
      name: variantName,
      sku: place.sku,
      attributes: variantName === '' ? {} : { kind: variantName },
      costE4: good.costMinor * 10_000,
      sellingPriceMinor: good.priceMinor,
      imageUrl: null,
      isActive: true,
    }),
  );
  addBarcode(maker, variantId, {
    code: barcode,
    unit: good.isWeighed ? 'kg' : 'piece',
    factorMilli: 1000,
    priceMinor: null,
  });
  if (good.cartonOf !== null) {
    const priceMinor = Math.round((good.priceMinor * good.cartonOf * 96) / 10_000) * 100;
    addBarcode(maker, variantId, {
      code: restrictedBarcode(5_000_000 + Number(place.sku.slice(1)) * 10 + place.index),
      unit: 'carton',
      factorMilli: good.cartonOf * 1000,
      priceMinor,
    });
  }
  maker.items.push({
    variantId,
    productId: place.productId,
    categoryId: place.categoryId,
    name: variantName === '' ? good.name : `${good.name}, ${variantName}`,
    sku: place.sku,
    barcode,
    baseUnit: good.isWeighed ? 'kg' : 'piece',
    priceMinor: good.priceMinor,
    costE4: good.costMinor * 10_000,
    isTaxed: good.isTaxed,
    isWeighed: good.isWeighed,
    isFavourite: good.isFavourite,
    batchIds: addBatches(maker, good, variantId),
  });
}

function addGood(maker: Maker, good: DemoGood, place: { categoryId: Id; taxRateId: Id; serial: number }): void {
  const productId = maker.random.id(maker.atMs);
  maker.edits.push(
    put('product', productId, {
      name: good.name,
      description: '',
      categoryId: place.categoryId,
      supplierId: null,
      taxRateIds: good.isTaxed ? [place.taxRateId] : [],
      unit: good.isWeighed ? 'kg' : 'piece',
      returnable: good.category !== 'Fresh, frozen',
      reorderLevelMilli: 10_000,
      expiryAlertDays: Math.min(30, good.shelfLifeDays ?? 30),
      trackInventory: true,
      hasVariants: good.variants.length > 0,
      hasBatches: hasBatches(good.shelfLifeDays),
      hasSerials: false,
      isWeighed: good.isWeighed,
      isOpenPrice: false,
      imageUrl: null,
      isActive: true,
    }),
  );
  const count = Math.max(1, good.variants.length);
  for (let index = 0; index < count; index += 1) {
    const sku = `A${String(1000 + place.serial)}${good.variants.length === 0 ? '' : `-${index + 1}`}`;
    addVariant(maker, good, { productId, categoryId: place.categoryId, index, sku });
  }
}

function favourites(maker: Maker): void {
  const chosen = maker.items.filter(
    (item, index) => item.isFavourite && maker.items.findIndex((other) => other.productId === item.productId) === index,
  );
  for (const store of DEMO_STORES) {
    chosen.forEach((item, position) =>
      maker.edits.push(
        put('favourite', maker.random.id(maker.atMs), { storeId: store.id, variantId: item.variantId, position }),
      ),
    );
  }
}

/** The demo's shelves, taxes and goods as edits of records, and the items that its tills sell. */
export function demoCatalogue(random: Seeded, atMs: number): DemoCatalogue {
  const maker: Maker = { random, atMs, edits: [], items: [] };
  const taxRateId = random.id(atMs);
  maker.edits.push(put('tax_rate', taxRateId, { name: 'VAT', ratePpm: 75_000, inclusive: true, validFromMs: 0 }));
  const categoryIds = new Map<string, Id>();
  CATEGORIES.forEach((category, position) => {
    const id = random.id(atMs);
    categoryIds.set(category.name, id);
    maker.edits.push(put('category', id, { name: category.name, parentId: null, color: category.color, position }));
  });
  readGoods().forEach((good, serial) =>
    addGood(maker, good, {
      categoryId: must(categoryIds.get(good.category), 'a demo good stands on a shelf'),
      taxRateId,
      serial,
    }),
  );
  favourites(maker);
  return { taxRateId, edits: maker.edits, items: maker.items };
}
