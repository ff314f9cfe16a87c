import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema } from './envelope.ts';
import { missingTillSchema, salesFiguresSchema } from './reports.ts';

export const storeMetricsSchema = z.object({
  storeId: idSchema,
  /** The store’s day that runs. */
  date: businessDateSchema,
  currency: z.string(),
  today: salesFiguresSchema,
  /** The whole of the same weekday a week ago. */
  weekBefore: salesFiguresSchema,
  /** The last seven days with this one, the oldest first. */
  days: z.array(z.object({ date: businessDateSchema, figures: salesFiguresSchema })),
  tills: z.object({
    active: z.number().int(),
    /** Of them, those that were not heard from for some minutes, or have something waiting. */
    silent: z.number().int(),
  }),
  openShifts: z.number().int(),
  stock: z.object({
    /** Variants of which less is there than nothing: sold before they were received. */
    oversold: z.number().int(),
    /** Active variants at or below the level at which they are ordered again. */
    low: z.number().int(),
  }),
  asOf: z.string(),
  missing: z.array(missingTillSchema),
});
export type StoreMetrics = z.infer<typeof storeMetricsSchema>;

export const storeMetricsEndpoint = defineEndpoint({
  area: 'stores',
  method: 'get',
  path: '/stores/:id/metrics',
  permission: 'own',
  doc: 'How a store does today: sales beside a week ago, tills, open drawers, stock that runs out. For `settings.read`, and for whoever is assigned to the store.',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: storeMetricsSchema,
});
