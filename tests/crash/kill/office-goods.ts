import { NO_ID } from '#shared/base/ids.ts';
import { recordKindSchema } from '#shared/changes/record-edits.ts';
import { openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import { idOf } from '#tests/support/carts.ts';
import { type ScriptedOffice, openScriptedOffice } from '#tests/sync/support/scripted-office.ts';

/** Products that the office has from first to last: the till never loses one of them, whatever moment it dies at. */
export const STEADY_PRODUCTS = 400;
const PASSING_PRODUCTS = 20;
const FIRST_PRODUCT = 500_000;

/** An office with many rows, to which the till of these tests belongs. */
export async function openStockedOffice(): Promise<ScriptedOffice> {
  const office = await openScriptedOffice();
  office.held.set(SHOP.epoch, []);
  changeGoods(office, 0);
  return office;
}

/** Gives the office what a seeded till has as if it had come from there: what it lacks is taken away by a resync. */
export async function giveShopTo(office: ScriptedOffice, folder: string): Promise<void> {
  const till = await openTestTill({ folder, seed: false });
  const rows = await till.inFiles((store) =>
    store.read(({ feed, records }) =>
      recordKindSchema.options.flatMap((entity) =>
        feed.unseenRecords(entity).map((id) => ({ entity, id, fields: records.get(entity, id)?.fields ?? {} })),
      ),
    ),
  );
  await till.close();
  for (const { entity, id, fields } of rows) office.put({ entity, id, op: 'put', data: { fields, ranks: {} } });
}

/** Every product moves to the head of the feed under another name; a few are new, those of the last time are gone. */
export function changeGoods(office: ScriptedOffice, round: number): void {
  for (let number = 0; number < STEADY_PRODUCTS; number += 1)
    putProduct(office, number, `Steady ${number} of ${round}`);
  const passing = (of: number): number => STEADY_PRODUCTS + of * PASSING_PRODUCTS;
  for (let number = 0; number < PASSING_PRODUCTS; number += 1) {
    putProduct(office, passing(round) + number, `Passing ${number} of ${round}`);
    if (round > 0)
      for (const entity of ['product', 'product_variant', 'barcode'] as const)
        office.drop(entity, idIn(entity, passing(round - 1) + number));
  }
}

const OFFSETS = { product: 0, product_variant: 100_000, barcode: 200_000 } as const;
const idIn = (entity: keyof typeof OFFSETS, number: number): string => idOf(FIRST_PRODUCT + OFFSETS[entity] + number);

function putProduct(office: ScriptedOffice, number: number, name: string): void {
  const put = (entity: keyof typeof OFFSETS, fields: Readonly<Record<string, unknown>>): void =>
    office.put({ entity, id: idIn(entity, number), op: 'put', data: { fields, ranks: {} } });
  put('product', {
    name,
    description: '',
    categoryId: null,
    supplierId: null,
    taxRateIds: [SHOP.vatId],
    unit: 'piece',
    returnable: true,
    reorderLevelMilli: 10_000,
    expiryAlertDays: 30,
    trackInventory: true,
    hasVariants: false,
    hasBatches: false,
    hasSerials: false,
    isWeighed: false,
    isOpenPrice: false,
    imageUrl: null,
    isActive: true,
  });
  put('product_variant', {
    productId: idIn('product', number),
    name: '',
    sku: `OFFICE-${number}`,
    attributes: {},
    costE4: 500_000,
    sellingPriceMinor: 10_000,
    imageUrl: null,
    isActive: true,
  });
  put('barcode', {
    variantId: idIn('product_variant', number),
    code: `OFFICE${number}`,
    unit: 'piece',
    factorMilli: 1000,
    priceMinor: null,
  });
  if (number < STEADY_PRODUCTS)
    office.put({
      entity: 'level',
      id: `${SHOP.storeId}/${idIn('product_variant', number)}/${NO_ID}`,
      op: 'put',
      data: {
        storeId: SHOP.storeId,
        variantId: idIn('product_variant', number),
        batchId: NO_ID,
        quantityMilli: number * 1000,
        reorderLevelMilli: null,
        anchorHlc: '000000000000000-00000',
        averageCostE4: 0,
      },
    });
}
