import { z } from 'zod';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema } from './envelope.ts';
import { saleDetailSchema, saleRowSchema, salesListQuerySchema } from './sales.ts';

export const listSalesEndpoint = defineEndpoint({
  area: 'sales',
  method: 'get',
  path: '/sales',
  permission: 'sales.read',
  doc: 'Sales, refunds and exchanges, newest first, with filters; by page, or by cursor while new ones come in.',
  params: NOTHING,
  query: salesListQuerySchema,
  body: NOTHING,
  answer: z.array(saleRowSchema),
  example: { query: { from: '2026-11-21', to: '2026-11-21', sort: '-occurredAt' } },
});

export const getSaleEndpoint = defineEndpoint({
  area: 'sales',
  method: 'get',
  path: '/sales/:id',
  permission: 'sales.read',
  doc: 'One sale with its lines, payments as they stand now, journal and refunds: what its receipt is drawn from.',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: saleDetailSchema,
  isVersioned: true,
});
