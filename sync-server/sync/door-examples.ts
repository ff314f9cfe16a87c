import type { z } from 'zod';
import type { auditRequestSchema, missingRequestSchema } from '#shared/sync/audit.ts';
import type { importRequestSchema } from '#shared/sync/carried.ts';
import type { enrolRequestSchema, tokenRequestSchema } from '#shared/sync/enrol.ts';
import type { helloRequestSchema } from '#shared/sync/hello.ts';
import type { adoptRequestSchema, joinRequestSchema } from '#shared/sync/join.ts';
import type { pushRequestSchema, rawQuarantineRequestSchema } from '#shared/sync/push.ts';

/**
 * What a till says at each door, as the OpenAPI document shows it: the messages of the protocol as they are kept for good, of a
 * push its first change only.
 */
export const DOOR_EXAMPLES: {
  readonly enrol: z.input<typeof enrolRequestSchema>;
  readonly token: z.input<typeof tokenRequestSchema>;
  readonly hello: z.input<typeof helloRequestSchema>;
  readonly push: z.input<typeof pushRequestSchema>;
  readonly rawQuarantine: z.input<typeof rawQuarantineRequestSchema>;
  readonly import: z.input<typeof importRequestSchema>;
  readonly audit: z.input<typeof auditRequestSchema>;
  readonly auditMissing: z.input<typeof missingRequestSchema>;
  readonly adopt: z.input<typeof adoptRequestSchema>;
  readonly join: z.input<typeof joinRequestSchema>;
} = {
  enrol: {
    code: '7F3K-22QD',
    publicKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    app: '0.1.0',
    protocol: 10,
    before: {
      tillId: '019a0000-0000-7000-8000-000000000006',
      places: [
        {
          epoch: '1-00000000000000aa',
          seq: 29,
          hash: '4af9f5f75a286570b02fc244e410b3b5e55540989cfac6dbeed802668e1181ba',
        },
      ],
    },
  },
  token: { assertion: 'header.claims.signature-of-the-till' },
  hello: {
    till: '019a0000-0000-7000-8000-000000000003',
    epoch: '1-00000000000000aa',
    series: 'A',
    certificate: 'certificate',
    heads: [
      {
        epoch: '1-00000000000000aa',
        lastSeq: 29,
        lastHash: '4af9f5f75a286570b02fc244e410b3b5e55540989cfac6dbeed802668e1181ba',
        ackedSeq: 1,
        ackedHash: '6e4ce18adbe59139b5535b3aef19dcaedb160776c01a42a5b7aea6ba9c3bacbc',
      },
    ],
    highestSession: 0,
    cursor: null,
    protocol: 10,
    schema: 1,
    app: '0.1.0',
    wallClock: 1780315200000,
    hlc: '019e830e1a000000',
    bootId: '019a0000-0000-7000-8000-000000000080',
    waiting: 28,
  },
  push: {
    session: 1,
    protocol: 10,
    epoch: '1-00000000000000aa',
    firstSeq: 1,
    changes: [
      {
        epoch: '1-00000000000000aa',
        seq: 1,
        body: '{"id":"019a0000-0000-7000-8000-000000000100","entityId":"019a0000-0000-7000-8000-000000000004","actorId":"019a0000-0000-7000-8000-000000000004","businessId":"019a0000-0000-7000-8000-000000000001","storeId":"019a0000-0000-7000-8000-000000000002","tillId":"019a0000-0000-7000-8000-000000000003","occurredAt":{"ms":1780315200000,"offsetMinutes":60,"zone":"Africa/Lagos"},"businessDate":"2026-06-01","clockQuality":"good","hlc":"019e830e1a000000","type":"staff.signed_in","v":1,"payload":{"userId":"019a0000-0000-7000-8000-000000000004"}}',
        bodyHash: 'f6e9ed18a68309cb724015291a357eb3225082c6a903e0ceb92d62333cb8ff2f',
        hash: '6e4ce18adbe59139b5535b3aef19dcaedb160776c01a42a5b7aea6ba9c3bacbc',
      },
    ],
  },
  rawQuarantine: {
    session: 1,
    epoch: '1-00000000000000aa',
    seq: 1,
    hash: '6e4ce18adbe59139b5535b3aef19dcaedb160776c01a42a5b7aea6ba9c3bacbc',
    raw: 'eyJpZCI6IjAxOWEwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDEwMCIsImVudGl0eUlkIjoiMDE5YTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDA0IiwiYWN0b3JJZCI6IjAxOWEwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwNCIsImJ1c2luZXNzSWQiOiIwMTlhMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEiLCJzdG9yZUlkIjoiMDE5YTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAyIiwidGlsbElkIjoiMDE5YTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAzIiwib2NjdXJyZWRBdCI6eyJtcyI6MTc4MDMxNTIwMDAwMCwib2Zmc2V0TWludXRlcyI6NjAsInpvbmUiOiJBZnJpY2EvTGFnb3MifSwiYnVzaW5lc3NEYXRlIjoiMjAyNi0wNi0wMSIsImNsb2NrUXVhbGl0eSI6Imdvb2QiLCJobGMiOiIwMTllODMwZTFhMDAwMDAwIiwidHlwZSI6InN0YWZmLnNpZ25lZF9pbiIsInYiOjEsInBheWxvYWQiOnsidXNlcklkIjoiMDE5YTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDA0In19',
    id: '019a0000-0000-7000-8000-000000000100',
  },
  import: {
    format: 'stockavoo-changes',
    carried:
      '{"v":1,"protocol":10,"businessId":"019a0000-0000-7000-8000-000000000001","tillId":"019a0000-0000-7000-8000-000000000003","epoch":"1-00000000000000aa","firstSeq":1,"writtenAtMs":1780315260000,"changes":[{"epoch":"1-00000000000000aa","seq":1,"body":"{\\"id\\":\\"019a0000-0000-7000-8000-000000000100\\",\\"entityId\\":\\"019a0000-0000-7000-8000-000000000004\\",\\"actorId\\":\\"019a0000-0000-7000-8000-000000000004\\",\\"businessId\\":\\"019a0000-0000-7000-8000-000000000001\\",\\"storeId\\":\\"019a0000-0000-7000-8000-000000000002\\",\\"tillId\\":\\"019a0000-0000-7000-8000-000000000003\\",\\"occurredAt\\":{\\"ms\\":1780315200000,\\"offsetMinutes\\":60,\\"zone\\":\\"Africa/Lagos\\"},\\"businessDate\\":\\"2026-06-01\\",\\"clockQuality\\":\\"good\\",\\"hlc\\":\\"019e830e1a000000\\",\\"type\\":\\"staff.signed_in\\",\\"v\\":1,\\"payload\\":{\\"userId\\":\\"019a0000-0000-7000-8000-000000000004\\"}}","bodyHash":"f6e9ed18a68309cb724015291a357eb3225082c6a903e0ceb92d62333cb8ff2f","hash":"6e4ce18adbe59139b5535b3aef19dcaedb160776c01a42a5b7aea6ba9c3bacbc"},{"epoch":"1-00000000000000aa","seq":2,"body":"{\\"id\\":\\"019a0000-0000-7000-8000-000000000101\\",\\"entityId\\":\\"019a0000-0000-7000-8000-000000000013\\",\\"actorId\\":\\"019a0000-0000-7000-8000-000000000004\\",\\"businessId\\":\\"019a0000-0000-7000-8000-000000000001\\",\\"storeId\\":\\"019a0000-0000-7000-8000-000000000002\\",\\"tillId\\":\\"019a0000-0000-7000-8000-000000000003\\",\\"occurredAt\\":{\\"ms\\":1780315201000,\\"offsetMinutes\\":60,\\"zone\\":\\"Africa/Lagos\\"},\\"businessDate\\":\\"2026-06-01\\",\\"clockQuality\\":\\"good\\",\\"hlc\\":\\"019e830e1de80000\\",\\"type\\":\\"shift.opened\\",\\"v\\":1,\\"payload\\":{\\"shiftId\\":\\"019a0000-0000-7000-8000-000000000013\\",\\"floatMinor\\":500000,\\"shiftDate\\":\\"2026-06-01\\",\\"openedAtMs\\":1780315200000}}","bodyHash":"0d8d4f2d8d3f773d0c309388b3d6bf309768e1fbedbc76dbd7f6dedb53a83432","hash":"ffc397c0bb942eddf61b07376fd23148ed71bd9a2d9f1a9e5aa9009eb6d743d8"}]}',
    signature: 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBw==',
  },
  audit: {
    session: 1,
    protocol: 10,
    days: [
      {
        businessDate: '2026-06-01',
        saleCount: 2,
        totalMinor: 21500,
        paidMinor: 21500,
        digest: 'a4c9f7324ddd638dcf2921a95dcef56ede357cc94f8bd86fe6b6e48c44ab1fca',
        leftOut: ['019a0000-0000-7000-8000-000000000103'],
      },
      {
        businessDate: '2026-05-31',
        saleCount: 2,
        totalMinor: 21500,
        paidMinor: 21500,
        digest: 'a4c9f7324ddd638dcf2921a95dcef56ede357cc94f8bd86fe6b6e48c44ab1fca',
        leftOut: [],
        sales: [
          {
            id: '019a0000-0000-7000-8000-000000000070',
            totalMinor: 12500,
            paidMinor: 12500,
            lineCount: 2,
            changeId: '019a0000-0000-7000-8000-000000000100',
          },
          { id: '019a0000-0000-7000-8000-000000000071', totalMinor: 9000, paidMinor: 9000, lineCount: 1 },
        ],
      },
    ],
  },
  auditMissing: {
    session: 1,
    protocol: 10,
    changes: [
      {
        epoch: '1-00000000000000aa',
        seq: 1,
        body: '{"id":"019a0000-0000-7000-8000-000000000100","entityId":"019a0000-0000-7000-8000-000000000004","actorId":"019a0000-0000-7000-8000-000000000004","businessId":"019a0000-0000-7000-8000-000000000001","storeId":"019a0000-0000-7000-8000-000000000002","tillId":"019a0000-0000-7000-8000-000000000003","occurredAt":{"ms":1780315200000,"offsetMinutes":60,"zone":"Africa/Lagos"},"businessDate":"2026-06-01","clockQuality":"good","hlc":"019e830e1a000000","type":"staff.signed_in","v":1,"payload":{"userId":"019a0000-0000-7000-8000-000000000004"}}',
        bodyHash: 'f6e9ed18a68309cb724015291a357eb3225082c6a903e0ceb92d62333cb8ff2f',
        hash: '6e4ce18adbe59139b5535b3aef19dcaedb160776c01a42a5b7aea6ba9c3bacbc',
      },
    ],
  },
  adopt: {
    publicKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    app: '0.1.0',
    protocol: 10,
    till: {
      businessId: '019a0000-0000-7000-8000-000000000001',
      storeId: '019a0000-0000-7000-8000-000000000002',
      tillId: '019a0000-0000-7000-8000-000000000003',
      epoch: '0-00000000000000aa',
      series: 'A',
    },
    ownerId: '019a0000-0000-7000-8000-000000000004',
    email: 'nkechi@example.test',
    password: 'avocado-toast-at-six',
    records: [
      {
        kind: 'business',
        id: '019a0000-0000-7000-8000-000000000001',
        fields: {
          name: 'Mama Nkechi Stores',
          email: 'ada@example.test',
          phone: '+234 803 123 4567',
          address: '12 Allen Avenue',
          city: 'Ikeja',
          state: 'Lagos',
          country: 'NG',
          currency: 'NGN',
          locale: 'en-NG',
          timeZone: 'Africa/Lagos',
          dayStartMinutes: 0,
          taxId: '1234-5678',
          logoUrl: null,
          pricesIncludeTax: true,
          cashRoundingMinor: 500,
        },
      },
      {
        kind: 'store',
        id: '019a0000-0000-7000-8000-000000000002',
        fields: {
          name: 'Yaba',
          code: 'YAB',
          address: '4 Herbert Macaulay Way',
          phone: '',
          timeZone: 'Africa/Lagos',
          managerId: null,
          receiptHeader: '',
          receiptFooter: 'Thank you',
          isActive: true,
        },
      },
      {
        kind: 'till',
        id: '019a0000-0000-7000-8000-000000000003',
        fields: { storeId: '019a0000-0000-7000-8000-000000000002', name: 'Front', code: 'BKRT', status: 'active' },
      },
      {
        kind: 'role',
        id: '019a0000-0000-7000-8000-000000000058',
        fields: {
          key: 'owner',
          name: 'Owner',
          description: '',
          permissions: ['*'],
          limits: { discountPpm: 50000, refundMinor: 0, pettyMinor: 0 },
        },
      },
      {
        kind: 'staff',
        id: '019a0000-0000-7000-8000-000000000004',
        fields: {
          fullName: 'Amina Bello',
          roleId: '019a0000-0000-7000-8000-000000000058',
          storeIds: [],
          pinHash: '$2b$10$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
          pinLength: 6,
          isActive: true,
        },
      },
      {
        kind: 'setting',
        id: '019a0000-0000-7000-8000-000000000051',
        fields: { storeId: null, key: 'receipt_words', value: { thanks: 'Thank you' } },
      },
      {
        kind: 'tax_rate',
        id: '019a0000-0000-7000-8000-000000000020',
        fields: { name: 'VAT', ratePpm: 75000, inclusive: true, validFromMs: 0 },
      },
    ],
  },
  join: {
    publicKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    app: '0.1.0',
    protocol: 10,
    code: '7F3K-22QD',
    till: {
      businessId: '019a0000-0000-7000-8000-000000000001',
      storeId: '019a0000-0000-7000-8000-000000000002',
      tillId: '019a0000-0000-7000-8000-000000000003',
      epoch: '0-00000000000000aa',
      series: 'A',
    },
    currency: 'NGN',
    records: [
      {
        kind: 'category',
        id: '019a0000-0000-7000-8000-000000000052',
        fields: { name: 'Dairy', parentId: null, color: 3, position: 1 },
      },
      {
        kind: 'product',
        id: '019a0000-0000-7000-8000-000000000010',
        fields: {
          name: 'Peak Milk 400 g',
          description: '',
          categoryId: '019a0000-0000-7000-8000-000000000052',
          supplierId: null,
          taxRateIds: ['019a0000-0000-7000-8000-000000000020'],
          unit: 'piece',
          returnable: true,
          reorderLevelMilli: 5000,
          expiryAlertDays: 30,
          trackInventory: true,
          hasVariants: false,
          hasBatches: false,
          hasSerials: false,
          isWeighed: false,
          isOpenPrice: false,
          imageUrl: null,
          isActive: true,
        },
      },
      {
        kind: 'product_variant',
        id: '019a0000-0000-7000-8000-000000000011',
        fields: {
          productId: '019a0000-0000-7000-8000-000000000010',
          name: '',
          sku: 'PM400',
          attributes: {},
          costE4: 500000,
          sellingPriceMinor: 10750,
          imageUrl: null,
          isActive: true,
        },
      },
      {
        kind: 'barcode',
        id: '019a0000-0000-7000-8000-000000000053',
        fields: {
          variantId: '019a0000-0000-7000-8000-000000000011',
          code: '6009188001234',
          unit: 'piece',
          factorMilli: 1000,
          priceMinor: null,
        },
      },
      {
        kind: 'tax_rate',
        id: '019a0000-0000-7000-8000-000000000020',
        fields: { name: 'VAT', ratePpm: 75000, inclusive: true, validFromMs: 0 },
      },
      {
        kind: 'staff',
        id: '019a0000-0000-7000-8000-000000000004',
        fields: {
          fullName: 'Amina Bello',
          roleId: '019a0000-0000-7000-8000-000000000058',
          storeIds: [],
          pinHash: null,
          pinLength: null,
          isActive: true,
        },
      },
    ],
  },
};
