import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { bundleSchema } from '#shared/catalogue/catalogue-records.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, pageQuerySchema } from './envelope.ts';
import { archivedSchema } from './record-endpoints.ts';

/** A line of a sale carries so many movements at most. */
const PARTS_MAX = 50;
const QUANTITY_MILLI_MAX = 1_000_000_000;

const partSchema = z.object({
  variantId: idSchema,
  quantityMilli: bundleSchema.shape.quantityMilli.refine(
    (quantity) => quantity > 0 && quantity <= QUANTITY_MILLI_MAX,
    'Say how much of it is in the set, above zero.',
  ),
});
const partsSchema = z.array(partSchema).min(1, 'Say what the set is made of.').max(PARTS_MAX);

export const bundleAnswerSchema = z.object({
  /** The variant that is sold as a set. */
  id: idSchema,
  name: z.string(),
  sku: z.string(),
  parts: z.array(partSchema.extend({ name: z.string(), sku: z.string() })),
  updatedAt: z.string(),
});
export type BundleAnswer = z.infer<typeof bundleAnswerSchema>;

const common = {
  area: 'bundles',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: bundleAnswerSchema,
} as const;

export const listBundlesEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/bundles',
  permission: 'product.read',
  doc: 'What is sold as a set, with what it is made of.',
  params: NOTHING,
  query: pageQuerySchema.extend({ sort: z.enum(['name', '-name']).default('name') }),
  answer: z.array(bundleAnswerSchema),
});

export const getBundleEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/bundles/:id',
  permission: 'product.read',
  doc: 'One set; its id is that of the variant that is sold.',
  isVersioned: true,
});

export const addBundleEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/bundles',
  permission: 'product.write',
  doc: 'Makes a variant a set: whoever sells one takes its parts from the shelf.',
  params: NOTHING,
  body: z.object({ variantId: idSchema, parts: partsSchema }),
  status: 201,
  isVersioned: true,
  example: {
    body: {
      variantId: '01890000-0000-7000-8000-000000000001',
      parts: [{ variantId: '01890000-0000-7000-8000-000000000002', quantityMilli: 6000 }],
    },
  },
});

export const editBundleEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/bundles/:id',
  permission: 'product.write',
  doc: 'Says anew what a set is made of.',
  body: z.object({ parts: partsSchema }),
  isVersioned: true,
  example: { body: { parts: [{ variantId: '01890000-0000-7000-8000-000000000002', quantityMilli: 6000 }] } },
});

export const removeBundleEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/bundles/:id',
  permission: 'product.delete',
  doc: 'Makes a set an ordinary variant again; what was sold of it stays as it is.',
  answer: archivedSchema,
});
