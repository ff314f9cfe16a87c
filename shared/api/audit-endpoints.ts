import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { pageQuerySchema } from './envelope.ts';

export const auditRowSchema = z.object({
  id: idSchema,
  at: z.string(),
  userId: idSchema.nullable(),
  userName: z.string().nullable(),
  action: z.string(),
  entityType: z.string(),
  entityId: idSchema.nullable(),
  oldValues: z.json(),
  newValues: z.json(),
  ipAddress: z.string(),
  userAgent: z.string(),
});

export const listAuditEndpoint = defineEndpoint({
  area: 'audit-logs',
  method: 'get',
  path: '/audit-logs',
  permission: 'audit.read',
  doc: 'Who did what, newest first; `q` searches actions.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    userId: idSchema.optional(),
    entityId: idSchema.optional(),
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
  }),
  body: NOTHING,
  answer: z.array(auditRowSchema),
});
