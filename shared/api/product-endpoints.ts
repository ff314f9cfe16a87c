import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4 as makeCostE4 } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { barcodeRecordSchema, productSchema, productVariantSchema } from '#shared/catalogue/catalogue-records.ts';
import { momentSchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { errorCodeSchema, fieldErrorSchema, idParamsSchema, pageQuerySchema } from './envelope.ts';
import { PICTURE_BYTES_MAX, PICTURE_TYPES } from './image-endpoints.ts';
import { archivedSchema, recordStampSchema } from './record-endpoints.ts';

const NO_COST = makeCostE4(0);
const { costE4, sellingPriceMinor, sku, name: variantName, attributes } = productVariantSchema.shape;
const notNegative = 'An amount is not below zero.';
const priceSchema = sellingPriceMinor.refine((amount) => amount >= 0, notNegative);
const costSchema = costE4.refine((amount) => amount >= 0, notNegative);
const codeSchema = barcodeRecordSchema.shape.code.trim();

/** What is kept on the hidden variant of a product without variants. */
const soldSchema = z.object({
  sku: sku.trim().default(''),
  /** The main code; none for null. */
  barcode: codeSchema.nullable().default(null),
  costE4: costSchema.default(NO_COST),
  sellingPriceMinor: priceSchema,
});

const productFields = productSchema.omit({ imageUrl: true });

/** A product as it is added or edited; what stands in `required` is all that must be said. */
const addedFields = z.object({
  name: productFields.shape.name,
  description: productFields.shape.description.default(''),
  categoryId: productFields.shape.categoryId.default(null),
  supplierId: productFields.shape.supplierId.default(null),
  taxRateIds: productFields.shape.taxRateIds.default([]),
  unit: productFields.shape.unit.default('piece'),
  returnable: z.boolean().default(true),
  reorderLevelMilli: productFields.shape.reorderLevelMilli.default(milli(10_000)),
  expiryAlertDays: productFields.shape.expiryAlertDays.default(30),
  trackInventory: z.boolean().default(true),
  hasBatches: z.boolean().default(false),
  hasSerials: z.boolean().default(false),
  isWeighed: z.boolean().default(false),
  isOpenPrice: z.boolean().default(false),
  isActive: z.boolean().default(true),
});

/** A code of a variant: a carton's stands for more than one base unit, and may have a price of its own. */
const addedBarcodeSchema = z.object({
  code: codeSchema,
  unit: barcodeRecordSchema.shape.unit.default('piece'),
  factorMilli: barcodeRecordSchema.shape.factorMilli
    .refine((factor) => factor > 0, 'Say how many it stands for, above zero.')
    .default(milli(1000)),
  priceMinor: priceSchema.nullable().default(null),
});
export type AddedBarcode = z.output<typeof addedBarcodeSchema>;
const BARCODES_MAX = 20;
/** All codes of a variant, in place of those that it has; `barcode` beside it would say the same twice. */
const barcodesSchema = z.array(addedBarcodeSchema).max(BARCODES_MAX);

/** What an edit of a product may name. */
const editedFields = productFields
  .omit({ hasVariants: true })
  .extend({ sku: sku.trim(), barcode: codeSchema.nullable(), costE4: costSchema, sellingPriceMinor: priceSchema })
  .partial();

const addedVariantSchema = soldSchema.extend({
  barcodes: barcodesSchema.optional(),
  name: variantName.trim().min(1, 'Give the variant a name, such as 50 cl.'),
  attributes: attributes.default({}),
});

export const variantAnswerSchema = recordStampSchema
  .extend(productVariantSchema.omit({ productId: true }).shape)
  .extend({
    barcodes: z.array(barcodeRecordSchema.omit({ variantId: true }).extend({ id: idSchema })),
  });
export type VariantAnswer = z.infer<typeof variantAnswerSchema>;

export const productAnswerSchema = recordStampSchema.extend(productSchema.shape).extend({
  /** Of a product without variants; null for one with. */
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  costE4: costE4.nullable(),
  sellingPriceMinor: sellingPriceMinor.nullable(),
  /** At least one; of a product without variants the hidden one, whose name is empty. */
  variants: z.array(variantAnswerSchema),
});
export type ProductAnswer = z.infer<typeof productAnswerSchema>;

const VARIANTS_MAX = 200;
const common = {
  area: 'products',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: productAnswerSchema,
} as const;

/** What narrows a list of products, and an export. */
const productFilters = {
  categoryId: idSchema.optional(),
  supplierId: idSchema.optional(),
  isActive: z.stringbool().optional(),
  /** By what lies in the store, or in all that the caller may see: `low` is at or below the reorder level, `out` nothing or less. */
  stockState: z.enum(['in', 'low', 'out', 'oversold']).optional(),
  storeId: idSchema.optional(),
  /** Changed since then: the product itself, one of its variants, or a code. */
  updatedSince: momentSchema.optional(),
};

export const listProductsEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/products',
  permission: 'product.read',
  doc: 'Products with their variants; `q` searches names, skus and barcodes.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    ...productFilters,
    sort: z.enum(['name', '-name', 'updatedAt', '-updatedAt', 'createdAt', '-createdAt']).default('name'),
  }),
  answer: z.array(productAnswerSchema),
});

export const getProductEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/products/:id',
  permission: 'product.read',
  doc: 'One product with its variants and barcodes.',
  isVersioned: true,
});

export const addProductEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/products',
  permission: 'product.write',
  doc: 'Adds a product: with a price of its own, or with variants. A sku or barcode that another has is a conflict.',
  params: NOTHING,
  body: addedFields
    .extend({ ...soldSchema.partial().shape, variants: z.array(addedVariantSchema).max(VARIANTS_MAX).default([]) })
    .superRefine((product, context) => {
      if (product.variants.length > 0 || product.sellingPriceMinor !== undefined || product.isOpenPrice) return;
      context.addIssue({
        code: 'custom',
        path: ['sellingPriceMinor'],
        message: 'Give a price, variants with prices, or an open price.',
      });
    }),
  status: 201,
  isVersioned: true,
  example: {
    body: {
      name: 'Peak milk 400 g',
      sku: 'PEAK-400',
      barcode: '4006381333931',
      costE4: 95_000_0000,
      sellingPriceMinor: 125_000,
    },
  },
});

export const editProductEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/products/:id',
  permission: 'product.write',
  doc: 'Changes the named fields of a product; sku, barcode, cost and price where it has no variants.',
  body: editedFields,
  isVersioned: true,
  example: { body: { name: 'Peak milk 400 g', sellingPriceMinor: 130_000 } },
});

export const BULK_ROWS_MAX = 500;

export const bulkProductsEndpoint = defineEndpoint({
  ...common,
  method: 'patch',
  path: '/products/bulk',
  permission: 'product.write',
  doc: 'Changes the named fields of up to 500 products at once, and answers for each: a row that can’t be changes nothing and stops no other.',
  params: NOTHING,
  body: z.object({
    rows: z
      .array(editedFields.extend({ id: idSchema }))
      .min(1)
      .max(BULK_ROWS_MAX),
  }),
  answer: z.array(
    z.object({
      id: idSchema,
      ok: z.boolean(),
      message: z.string(),
      code: errorCodeSchema.nullable(),
      errors: z.array(fieldErrorSchema),
    }),
  ),
  example: { body: { rows: [{ id: '01890000-0000-7000-8000-000000000001', sellingPriceMinor: 130_000 }] } },
});

export const exportProductsEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/products/export',
  permission: 'product.read',
  doc: 'Products as a file, a row a variant; changed in a program of sheets it can be imported again.',
  params: NOTHING,
  query: z.object({
    format: z.enum(['csv', 'xlsx']).default('csv'),
    q: pageQuerySchema.shape.q,
    ...productFilters,
  }),
  answer: NOTHING,
  download: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
});

export const removeProductEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/products/:id',
  permission: 'product.delete',
  doc: 'Archives a product with its variants: it is sold no more, its history stays.',
  answer: archivedSchema,
});

const imageCommon = {
  ...common,
  path: '/products/:id/image',
  permission: 'product.write',
  query: z.object({ variantId: idSchema.optional() }),
} as const;

export const setProductImageEndpoint = defineEndpoint({
  ...imageCommon,
  method: 'post',
  doc: 'Gives a product, or one of its variants, a picture in place of the one that is there. `imageUrl` is its middle size; with `-s` or `-l` instead of `-m` it is the small or the large one.',
  upload: { mediaTypes: PICTURE_TYPES, bytesMax: PICTURE_BYTES_MAX },
  isVersioned: true,
});

export const removeProductImageEndpoint = defineEndpoint({
  ...imageCommon,
  method: 'delete',
  doc: 'Takes the picture off a product, or off one of its variants.',
});

export const addVariantEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/products/:id/variants',
  permission: 'product.write',
  doc: 'Adds a variant. The first one beside a product without variants also names the one that is there.',
  body: addedVariantSchema.extend({ nameOfPresent: variantName.trim().min(1).optional() }),
  status: 201,
  isVersioned: true,
  example: {
    body: {
      name: '900 g',
      sku: 'PEAK-900',
      barcode: '4006381333948',
      sellingPriceMinor: 270_000,
      nameOfPresent: '400 g',
    },
  },
});

export const editVariantEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/products/:id/variants/:variantId',
  permission: 'product.write',
  doc: 'Changes the named fields of a variant; `barcodes` are all its codes in place of those it has. If-Match names the version of its product.',
  params: idParamsSchema.extend({ variantId: idSchema }),
  body: productVariantSchema
    .omit({ productId: true, imageUrl: true })
    .extend({ sku: sku.trim(), barcode: codeSchema.nullable(), costE4: costSchema, sellingPriceMinor: priceSchema })
    .extend({ barcodes: barcodesSchema })
    .partial(),
  isVersioned: true,
  example: {
    body: {
      sellingPriceMinor: 275_000,
      barcodes: [{ code: '4006381333948' }, { code: '14006381333945', unit: 'carton', factorMilli: 12_000 }],
    },
  },
});

export const removeVariantEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/products/:id/variants/:variantId',
  permission: 'product.delete',
  doc: 'Archives a variant: it is sold no more, its history stays.',
  params: idParamsSchema.extend({ variantId: idSchema }),
  answer: archivedSchema,
});
