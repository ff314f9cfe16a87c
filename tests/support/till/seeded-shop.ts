import { hashSync } from 'bcrypt';
import type { RecordFields, RecordKind } from '#shared/changes/record-kinds.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { SYSTEM_ROLES } from '#shared/people/system-roles.ts';
import { indexRecords } from '#till/store/index-record.ts';
import type { Writer } from '#till/store/till-store.ts';
import { idOf } from '../carts.ts';

/** A small shop in Lagos, in the tables of a till as a pull leaves them. */
export const SHOP = {
  businessId: idOf(1),
  storeId: idOf(2),
  tillId: idOf(3),
  vatId: idOf(4),
  managerRoleId: idOf(5),
  clerkRoleId: idOf(6),
  manager: { id: idOf(10), pin: '222222' },
  clerk: { id: idOf(11), pin: '1234' },
  /** Without a PIN. */
  newcomer: { id: idOf(12) },
  customer: { id: idOf(20) },
  wholesaleListId: idOf(21),
  milo: { variantId: idOf(101), code: '4006381333931', cartonCode: '10012345678902', priceMinor: 250_000 },
  /** Weighed, filed under a scale's item number. */
  rice: { variantId: idOf(103), item: '20123', priceMinor: 180_000 },
  /** Open price, no stock. */
  service: { variantId: idOf(105) },
  /** Does not come back. */
  airtime: { variantId: idOf(107), code: 'AIRTIME', priceMinor: 50_000 },
  /** The code of two different things. */
  sharedCode: '96385074',
  epoch: '1-00000000000000aa',
} as const;

export function seedShop(writer: Writer): void {
  writer.meta.setIdentity({
    businessId: SHOP.businessId,
    businessName: 'Mama Nkechi Stores',
    storeId: SHOP.storeId,
    storeCode: 'LEK',
    storeName: 'Lekki',
    tillId: SHOP.tillId,
    tillCode: 'T1',
    tillName: 'Front',
    timeZone: 'Africa/Lagos',
    currency: 'NGN',
    officeUrl: 'http://127.0.0.1:9',
  });
  writer.meta.setEpoch({ epoch: SHOP.epoch, series: 'A', certificate: 'certificate', previousHash: '' });
  seedSettings(writer);
  seedPeople(writer);
  seedCatalogue(writer);
  for (const name of ['settings', 'catalogue', 'levels'] as const) {
    writer.sync.putMark({
      class: name,
      isComplete: true,
      completeThroughEpoch: null,
      completeThroughSeq: 0,
      quarantined: [],
      rowCount: 10,
    });
  }
}

export function putRecord<Kind extends RecordKind>(
  writer: Writer,
  kind: Kind,
  id: string,
  fields: RecordFields<Kind>,
): void {
  writer.records.put(kind, id, {
    fields: { ...fields },
    ranks: {},
    includedEpoch: null,
    includedSeq: 0,
    isDeleted: false,
  });
  indexRecords(writer, [{ kind, id }]);
}

function seedSettings(writer: Writer): void {
  putRecord(writer, 'business', SHOP.businessId, {
    name: 'Mama Nkechi Stores',
    email: 'shop@example.com',
    phone: '0800',
    address: '1 Admiralty Way',
    city: 'Lagos',
    state: 'Lagos',
    country: 'NG',
    currency: 'NGN',
    locale: 'en-NG',
    timeZone: 'Africa/Lagos',
    dayStartMinutes: 0,
    taxId: '123',
    logoUrl: null,
    pricesIncludeTax: true,
    cashRoundingMinor: minor(500),
  });
  putRecord(writer, 'store', SHOP.storeId, {
    name: 'Lekki',
    code: 'LEK',
    address: '1 Admiralty Way',
    phone: '0800',
    timeZone: 'Africa/Lagos',
    managerId: null,
    receiptHeader: '',
    receiptFooter: '',
    isActive: true,
  });
  putRecord(writer, 'till', SHOP.tillId, { storeId: SHOP.storeId, name: 'Front', code: 'T1', status: 'active' });
  putRecord(writer, 'tax_rate', SHOP.vatId, { name: 'VAT', ratePpm: 75_000, inclusive: true, validFromMs: 0 });
  putRecord(writer, 'setting', idOf(30), {
    storeId: null,
    key: 'barcode_layouts',
    value: [{ prefix: '20', itemDigits: 5, valueDigits: 5, kind: 'weight', decimals: 3 }],
  });
  putRecord(writer, 'setting', idOf(31), { storeId: null, key: 'shift_variance_reason_minor', value: 10_000 });
}

function seedPeople(writer: Writer): void {
  putRecord(writer, 'role', SHOP.managerRoleId, SYSTEM_ROLES.manager);
  putRecord(writer, 'role', SHOP.clerkRoleId, {
    ...SYSTEM_ROLES.sales_clerk,
    limits: { discountPpm: 50_000, refundMinor: minor(300_000), pettyMinor: minor(0) },
  });
  const person = (fullName: string, roleId: string, pin: string | null) => ({
    fullName,
    roleId,
    storeIds: [],
    pinHash: pin === null ? null : hashSync(pin, 4),
    pinLength: pin?.length ?? null,
    isActive: true,
  });
  putRecord(writer, 'staff', SHOP.manager.id, person('Ngozi Eze', SHOP.managerRoleId, SHOP.manager.pin));
  putRecord(writer, 'staff', SHOP.clerk.id, person('Ada Obi', SHOP.clerkRoleId, SHOP.clerk.pin));
  putRecord(writer, 'staff', SHOP.newcomer.id, person('Tunde Bello', SHOP.clerkRoleId, null));
  putRecord(writer, 'customer', SHOP.customer.id, {
    name: 'Chief Balogun',
    phone: '08031234567',
    email: '',
    taxId: '',
    creditLimitMinor: minor(1_000_000),
    priceListId: SHOP.wholesaleListId,
    taxExempt: false,
    consent: false,
    isActive: true,
  });
}

function seedCatalogue(writer: Writer): void {
  putRecord(writer, 'price_list', SHOP.wholesaleListId, { name: 'Wholesale', isDefault: false });
  putItem(writer, 101, {
    name: 'Milo 500 g',
    priceMinor: SHOP.milo.priceMinor,
    codes: [
      [SHOP.milo.code, 'piece', 1000],
      [SHOP.milo.cartonCode, 'carton', 12_000],
      [SHOP.sharedCode, 'piece', 1000],
    ],
  });
  putItem(writer, 103, {
    name: 'Rice, loose',
    priceMinor: SHOP.rice.priceMinor,
    unit: 'kg',
    isWeighed: true,
    codes: [[SHOP.rice.item, 'kg', 1000]],
  });
  putItem(writer, 105, { name: 'Repair', priceMinor: 0, isOpenPrice: true, trackInventory: false, codes: [] });
  putItem(writer, 107, {
    name: 'Airtime 500',
    priceMinor: SHOP.airtime.priceMinor,
    returnable: false,
    trackInventory: false,
    codes: [
      [SHOP.airtime.code, 'piece', 1000],
      [SHOP.sharedCode, 'piece', 1000],
    ],
  });
  putRecord(writer, 'price', idOf(400), {
    variantId: SHOP.milo.variantId,
    priceListId: SHOP.wholesaleListId,
    priceMinor: minor(230_000),
    validFromMs: 0,
    validToMs: null,
  });
}

type Item = {
  readonly name: string;
  readonly priceMinor: number;
  readonly unit?: 'piece' | 'kg';
  readonly isWeighed?: boolean;
  readonly isOpenPrice?: boolean;
  readonly returnable?: boolean;
  readonly trackInventory?: boolean;
  readonly hasBatches?: boolean;
  readonly codes: readonly (readonly [code: string, unit: string, factorMilli: number])[];
};

export function putItem(writer: Writer, number: number, item: Item): void {
  const productId = idOf(1000 + number);
  putRecord(writer, 'product', productId, {
    name: item.name,
    description: '',
    categoryId: null,
    supplierId: null,
    taxRateIds: [SHOP.vatId],
    unit: item.unit ?? 'piece',
    returnable: item.returnable ?? true,
    reorderLevelMilli: milli(10_000),
    expiryAlertDays: 30,
    trackInventory: item.trackInventory ?? true,
    hasVariants: false,
    hasBatches: item.hasBatches ?? false,
    hasSerials: false,
    isWeighed: item.isWeighed ?? false,
    isOpenPrice: item.isOpenPrice ?? false,
    imageUrl: null,
    isActive: true,
  });
  putRecord(writer, 'product_variant', idOf(number), {
    productId,
    name: '',
    sku: `SKU-${number}`,
    attributes: {},
    costE4: costE4(item.priceMinor * 7000),
    sellingPriceMinor: minor(item.priceMinor),
    imageUrl: null,
    isActive: true,
  });
  for (const [place, [code, unit, factorMilli]] of item.codes.entries()) {
    putRecord(writer, 'barcode', idOf(10_000 + number * 10 + place), {
      variantId: idOf(number),
      code,
      unit,
      factorMilli: milli(factorMilli),
      priceMinor: null,
    });
  }
}
