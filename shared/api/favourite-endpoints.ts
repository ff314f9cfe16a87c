import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { favouriteSchema } from '#shared/catalogue/catalogue-records.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, pageQuerySchema } from './envelope.ts';
import { archivedSchema, recordStampSchema } from './record-endpoints.ts';

export const favouriteAnswerSchema = recordStampSchema.extend(favouriteSchema.shape);
export type FavouriteAnswer = z.infer<typeof favouriteAnswerSchema>;

const common = {
  area: 'favourites',
  path: '/favourites/:id',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: favouriteAnswerSchema,
} as const;

export const listFavouritesEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/favourites',
  permission: 'product.read',
  doc: 'The tiles that the tills of the stores show, by their place.',
  params: NOTHING,
  query: pageQuerySchema.omit({ q: true }).extend({
    storeId: idSchema.optional(),
    variantId: idSchema.optional(),
    sort: z.enum(['position', '-position', 'createdAt', '-createdAt']).default('position'),
  }),
  answer: z.array(favouriteAnswerSchema),
  example: { query: { limit: 50 } },
});

export const getFavouriteEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  permission: 'product.read',
  doc: 'One tile.',
  isVersioned: true,
});

export const addFavouriteEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/favourites',
  permission: 'product.write',
  doc: 'Puts a variant on the tiles of a store, behind the others where no place is named.',
  params: NOTHING,
  body: favouriteSchema.extend({ position: favouriteSchema.shape.position.optional() }),
  status: 201,
  isVersioned: true,
  example: {
    body: { storeId: '01890000-0000-7000-8000-00000000000a', variantId: '01890000-0000-7000-8000-00000000000b' },
  },
});

export const editFavouriteEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  permission: 'product.write',
  doc: 'Moves a tile to another place.',
  body: favouriteSchema.pick({ position: true }),
  isVersioned: true,
  example: { body: { position: 3 } },
});

export const removeFavouriteEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  permission: 'product.write',
  doc: 'Takes a variant off the tiles of a store.',
  answer: archivedSchema,
});
