import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { categorySchema } from '#shared/catalogue/catalogue-records.ts';
import { taxRateSchema } from '#shared/people/business-records.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, pageQuerySchema } from './envelope.ts';

/** What every record's answer has beside its fields. */
export const recordStampSchema = z.object({ id: idSchema, createdAt: z.string(), updatedAt: z.string() });

export const archivedSchema = z.object({ id: idSchema, archived: z.boolean() });

/** By what records with a name may be sorted, a list of them by name where nothing is said. */
export const namedSortSchema = z
  .enum(['name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt'])
  .default('name');

/** The five routes of a small list of the catalogue: read, one, add, edit, remove. */
export function smallList<
  Fields extends z.ZodObject,
  Added extends z.ZodObject,
  Edited extends z.ZodObject,
  Sort extends z.ZodType,
  Filters extends z.ZodObject = typeof NOTHING,
>(said: {
  readonly area: string;
  readonly one: string;
  readonly many: string;
  readonly fields: Fields;
  readonly added: Added;
  readonly edited: Edited;
  readonly example: z.input<Added>;
  readonly editExample: z.input<Edited>;
  readonly sort: Sort;
  readonly filters?: Filters;
  readonly order?: string;
  readonly removes?: string;
}) {
  const answer = recordStampSchema.extend(said.fields.shape);
  const common = { area: said.area, params: idParamsSchema, query: NOTHING, body: NOTHING, answer };
  const read = { ...common, method: 'get', permission: 'product.read' } as const;
  const path = `/${said.area}`;
  const pathOfOne = `${path}/:id`;
  return {
    list: defineEndpoint({
      ...read,
      path,
      doc: `The ${said.many}, ${said.order ?? 'by name'}.`,
      params: NOTHING,
      query: pageQuerySchema.extend({ sort: said.sort, ...said.filters?.shape }),
      answer: z.array(answer),
    }),
    get: defineEndpoint({ ...read, path: pathOfOne, doc: `One ${said.one}.`, isVersioned: true }),
    add: defineEndpoint({
      ...common,
      method: 'post',
      path,
      permission: 'product.write',
      doc: `Adds a ${said.one}.`,
      params: NOTHING,
      body: said.added,
      status: 201,
      isVersioned: true,
      example: { body: said.example },
    }),
    edit: defineEndpoint({
      ...common,
      method: 'put',
      path: pathOfOne,
      permission: 'product.write',
      doc: `Changes the named fields of a ${said.one}.`,
      body: said.edited,
      isVersioned: true,
      example: { body: said.editExample },
    }),
    remove: defineEndpoint({
      ...common,
      method: 'delete',
      path: pathOfOne,
      permission: 'product.delete',
      doc: said.removes ?? `Removes a ${said.one} that no product uses.`,
      answer: archivedSchema,
    }),
  };
}

export const categoryEndpoints = smallList({
  area: 'categories',
  one: 'category',
  many: 'categories',
  sort: namedSortSchema,
  fields: categorySchema,
  added: categorySchema.extend({
    parentId: idSchema.nullable().default(null),
    color: categorySchema.shape.color.default(1),
    position: categorySchema.shape.position.default(0),
  }),
  edited: categorySchema.partial(),
  example: { name: 'Drinks', color: 3 },
  editExample: { name: 'Cold drinks' },
});

export const taxRateEndpoints = smallList({
  area: 'tax-rates',
  one: 'tax rate',
  many: 'tax rates',
  sort: namedSortSchema,
  fields: taxRateSchema,
  added: taxRateSchema.extend({
    inclusive: z.boolean().default(true),
    validFromMs: taxRateSchema.shape.validFromMs.default(0),
  }),
  edited: taxRateSchema.partial(),
  example: { name: 'VAT', ratePpm: 75_000 },
  editExample: { ratePpm: 100_000, validFromMs: 1_798_761_600_000 },
});
