import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, pageQuerySchema } from './envelope.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const IMPORT_BYTES_MAX = 20 * 1024 * 1024;
export const IMPORT_ROWS_MAX = 50_000;

export const importFormatSchema = z.enum(['stockavoo', 'loyverse', 'square', 'shopify', 'woocommerce']);
export type ImportFormatName = z.infer<typeof importFormatSchema>;

/** What is wrong in a file: in which line (from 1, the heading is one) and column, and what to do. */
export const rowFaultSchema = z.object({ line: z.number().int().min(1), column: z.string(), message: z.string() });
export type RowFault = z.infer<typeof rowFaultSchema>;

export const productImportSchema = z.object({
  /** None of a dry run: nothing is kept of it. */
  id: idSchema.nullable(),
  /** `checked` is a dry run; `stopped` ended early, and sent again goes on where it was. */
  state: z.enum(['checked', 'running', 'done', 'stopped', 'failed']),
  /** Whose export the file is, by its heading. */
  format: importFormatSchema,
  fileName: z.string(),
  rowsTotal: z.number().int(),
  rowsDone: z.number().int(),
  /** Variants. */
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** How many rows are bad; `faults` names the first of them. */
  bad: z.number().int(),
  faults: z.array(rowFaultSchema),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ProductImport = z.infer<typeof productImportSchema>;

const common = {
  area: 'products',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: productImportSchema,
} as const;

export const importProductsEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/products/bulk-import',
  permission: 'product.write',
  doc: 'Takes products from a CSV or XLSX file: our own sheet, or an export of Loyverse, Square, Shopify or WooCommerce. `dryRun=true` says what would happen, with every bad row, and changes nothing. Without it a file with a bad row is refused whole; a good one is taken in while its progress can be read.',
  params: NOTHING,
  query: z.object({ dryRun: z.stringbool().default(false) }),
  status: 202,
  upload: {
    mediaTypes: ['text/csv', XLSX_TYPE, 'application/vnd.ms-excel', 'application/octet-stream', 'text/plain'],
    bytesMax: IMPORT_BYTES_MAX,
  },
});

export const getImportEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/product-imports/:id',
  permission: 'product.write',
  doc: 'How far an import is, and what came of it.',
});

export const listImportsEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/product-imports',
  permission: 'product.write',
  doc: 'The imports of products, the newest first.',
  params: NOTHING,
  query: pageQuerySchema.omit({ q: true }).extend({
    sort: z.enum(['-createdAt', 'createdAt']).default('-createdAt'),
  }),
  answer: z.array(productImportSchema),
});

export const importTemplateEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/products/import-template',
  permission: 'product.read',
  doc: 'An empty sheet with the columns that an import knows; only Product and, for what is new, Price must be filled.',
  params: NOTHING,
  query: z.object({ format: z.enum(['csv', 'xlsx']).default('csv') }),
  answer: NOTHING,
  download: ['text/csv', XLSX_TYPE],
});
