import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { supplierSchema } from '#shared/catalogue/supplier-record.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, listCursorSchema, pageQuerySchema } from './envelope.ts';
import { archivedSchema, recordStampSchema } from './record-endpoints.ts';

export const supplierAnswerSchema = recordStampSchema.extend(supplierSchema.shape);
export type SupplierAnswer = z.infer<typeof supplierAnswerSchema>;

const emailSchema = z.union([z.literal(''), z.email('Write the whole e-mail address, or none.').max(254)]);
const fields = supplierSchema.extend({ email: emailSchema });

const common = {
  area: 'suppliers',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: supplierAnswerSchema,
} as const;

export const listSuppliersEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/suppliers',
  permission: 'suppliers.read',
  doc: 'Suppliers, by name; `q` searches names, people, e-mail addresses and phones.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    isActive: z.stringbool().optional(),
    sort: z.enum(['name', '-name', 'createdAt', '-createdAt']).default('name'),
  }),
  answer: z.array(supplierAnswerSchema),
});

export const getSupplierEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/suppliers/:id',
  permission: 'suppliers.read',
  doc: 'One supplier.',
  isVersioned: true,
});

export const addSupplierEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/suppliers',
  permission: 'suppliers.write',
  doc: 'Adds a supplier.',
  params: NOTHING,
  body: fields.extend({
    email: emailSchema.default(''),
    phone: fields.shape.phone.default(''),
    address: fields.shape.address.default(''),
    contactPerson: fields.shape.contactPerson.default(''),
    notes: fields.shape.notes.default(''),
    isActive: z.boolean().default(true),
  }),
  status: 201,
  isVersioned: true,
  example: { body: { name: 'Lagos Dairies', email: 'orders@dairies.example', contactPerson: 'Bisi Ade' } },
});

export const editSupplierEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/suppliers/:id',
  permission: 'suppliers.write',
  doc: 'Changes the named fields of a supplier.',
  body: fields.partial(),
  isVersioned: true,
  example: { body: { phone: '+234 803 555 0102', contactPerson: 'Bola Ade' } },
});

export const removeSupplierEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/suppliers/:id',
  permission: 'suppliers.write',
  doc: 'Removes a supplier; one of whom products, orders or deliveries speak is archived instead.',
  answer: archivedSchema,
});

export const supplierHistoryEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/suppliers/:id/history',
  permission: 'suppliers.read',
  doc: 'What was delivered by a supplier, newest first, to the stores that the person may see. By page, or by cursor.',
  query: pageQuerySchema.omit({ q: true }).extend({
    cursor: listCursorSchema,
    storeId: idSchema.optional(),
    sort: z.enum(['-receivedAt', 'receivedAt']).default('-receivedAt'),
  }),
  answer: z.array(
    z.object({
      /** The receipt of the goods. */
      id: idSchema,
      storeId: idSchema,
      storeName: z.string(),
      note: z.string(),
      receivedById: idSchema,
      receivedByName: z.string().nullable(),
      receivedAt: z.string(),
      lineCount: z.number().int(),
      /** What the goods cost. */
      costMinor: minorSchema,
    }),
  ),
});
