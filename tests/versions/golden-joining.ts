import { GOLDEN, GOLDEN_MS, goldenId } from './golden-ids.ts';
import { goldenRecords } from './golden-records.ts';

const ALONE_EPOCH = '0-00000000000000aa';
const publicKey = 'A'.repeat(43);
const serverTime = GOLDEN_MS + 60_000;
const ownerRoleId = goldenId(58);

const till = {
  businessId: GOLDEN.businessId,
  storeId: GOLDEN.storeId,
  tillId: GOLDEN.tillId,
  epoch: ALONE_EPOCH,
  series: 'A',
};

const handed = (kind: keyof typeof goldenRecords) => ({ kind, ...goldenRecords[kind] });
const ownerRole = {
  kind: 'role',
  id: ownerRoleId,
  fields: { ...goldenRecords.role.fields, key: 'owner', name: 'Owner', permissions: ['*'] },
};
const owner = (pin: { pinHash: string | null; pinLength: number | null }) => ({
  kind: 'staff',
  id: GOLDEN.actorId,
  fields: { ...goldenRecords.staff.fields, roleId: ownerRoleId, ...pin },
});
const ownTill = { kind: 'till', id: GOLDEN.tillId, fields: { ...goldenRecords.till.fields, code: 'BKRT' } };

/** What a till that began alone says to become a new business, or one of a business that is there, and what it is answered. */
export function aloneMessages(protocol: number): Readonly<Record<string, unknown>> {
  const machine = { publicKey, app: '0.1.0', protocol };
  const asking = { ...machine, code: '7F3K-22QD', till, currency: 'NGN' };
  return {
    'adopt-request': {
      ...machine,
      till,
      ownerId: GOLDEN.actorId,
      email: 'nkechi@example.test',
      password: 'avocado-toast-at-six',
      records: [
        handed('business'),
        handed('store'),
        ownTill,
        ownerRole,
        owner({ pinHash: `$2b$10$${'a'.repeat(53)}`, pinLength: 6 }),
        handed('setting'),
        handed('tax_rate'),
      ],
    },
    'join-request': {
      ...asking,
      records: [
        handed('category'),
        handed('product'),
        handed('product_variant'),
        handed('barcode'),
        handed('tax_rate'),
        owner({ pinHash: null, pinLength: null }),
      ],
    },
    'join-request-again': asking,
    'join-answer-plan': { plan: joinPlan(), enrolled: null },
    'join-answer-joined': { plan: null, enrolled: joined() },
  };
}

function joinPlan(): object {
  const none = { by: null, with: null };
  return {
    hash: '4d'.repeat(32),
    tillId: GOLDEN.tillId,
    businessName: 'Ada Stores',
    storeId: goldenId(202),
    storeName: 'Lekki',
    products: [
      { id: GOLDEN.productId, name: 'Peak Milk 400 g', by: 'barcode', with: { id: goldenId(210), name: 'Peak Milk' } },
      { id: goldenId(30), name: 'Rice 5 kg', by: 'sku', with: { id: goldenId(230), name: 'Rice' } },
      { id: goldenId(31), name: 'Soap', ...none },
    ],
    categories: [{ id: goldenId(52), name: 'Dairy', by: 'name', with: { id: goldenId(252), name: 'Dairy' } }],
    taxRates: [{ id: goldenId(20), name: 'VAT', by: 'rate', with: { id: goldenId(220), name: 'VAT 7.5 %' } }],
    staff: [{ id: GOLDEN.actorId, name: 'Amina Bello', ...none }],
  };
}

function joined(): object {
  return {
    businessId: goldenId(201),
    businessName: 'Ada Stores',
    storeId: goldenId(202),
    storeCode: 'LEK',
    storeName: 'Lekki',
    tillId: GOLDEN.tillId,
    tillCode: '2',
    tillName: 'Till 2',
    timeZone: 'Africa/Lagos',
    currency: 'NGN',
    grant: { epoch: ALONE_EPOCH, series: 'A', certificate: 'certificate-of-epoch-0', previousHash: '' },
    aliases: [
      { oldId: GOLDEN.businessId, newId: goldenId(201) },
      { oldId: GOLDEN.storeId, newId: goldenId(202) },
      { oldId: GOLDEN.productId, newId: goldenId(210) },
      { oldId: GOLDEN.variantId, newId: goldenId(211) },
    ],
    serverTime,
  };
}
