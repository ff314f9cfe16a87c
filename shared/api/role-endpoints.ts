import { z } from 'zod';
import { PERMISSIONS, isGrant } from '#shared/people/permissions.ts';
import { roleLimitsSchema, roleSchema } from '#shared/people/people-records.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema } from './envelope.ts';
import { roleAnswerSchema } from './people-endpoints.ts';
import { archivedSchema } from './record-endpoints.ts';

const grantsSchema = z
  .array(z.string().refine(isGrant, 'This is no permission. GET /roles/permissions lists them.'))
  .max(100)
  .transform((grants) => [...new Set(grants)]);
const { discountPpm, refundMinor, pettyMinor } = roleLimitsSchema.shape;
/** Those that are not named stay. */
const editedLimitsSchema = z.object({
  discountPpm: discountPpm.unwrap().optional(),
  refundMinor: refundMinor.unwrap().optional(),
  pettyMinor: pettyMinor.unwrap().optional(),
});
const nameSchema = roleSchema.shape.name.trim().min(1, 'Write the name of the role.');

export const listPermissionsEndpoint = defineEndpoint({
  area: 'roles',
  method: 'get',
  path: '/roles/permissions',
  permission: 'users.read',
  doc: 'Every permission that a role may hold, and what it lets a person do.',
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  answer: z.array(z.object({ permission: z.string(), doc: z.string() })),
});
export const PERMISSION_LIST = Object.entries(PERMISSIONS).map(([permission, doc]) => ({ permission, doc }));

export const getRoleEndpoint = defineEndpoint({
  area: 'roles',
  method: 'get',
  path: '/roles/:id',
  permission: 'users.read',
  doc: 'One role.',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: roleAnswerSchema,
  isVersioned: true,
});

export const addRoleEndpoint = defineEndpoint({
  area: 'roles',
  method: 'post',
  path: '/roles',
  permission: 'users.write',
  doc: 'Makes a role of the business’s own. Nobody puts into it what they don’t hold themselves.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({
    name: nameSchema,
    description: roleSchema.shape.description.trim().default(''),
    permissions: grantsSchema,
    limits: roleLimitsSchema.prefault({}),
  }),
  answer: roleAnswerSchema,
  status: 201,
  isVersioned: true,
  example: {
    body: {
      name: 'Stock keeper',
      description: 'Receives and counts.',
      permissions: ['product.read', 'inventory.*'],
    },
  },
});

export const editRoleEndpoint = defineEndpoint({
  area: 'roles',
  method: 'put',
  path: '/roles/:id',
  permission: 'users.write',
  doc: 'Changes the named fields of a role, at once for everybody who has it. Of the four of the system only the limits change.',
  params: idParamsSchema,
  query: NOTHING,
  body: z.object({
    name: nameSchema.optional(),
    description: roleSchema.shape.description.trim().optional(),
    permissions: grantsSchema.optional(),
    limits: editedLimitsSchema.optional(),
  }),
  answer: roleAnswerSchema,
  isVersioned: true,
  example: { body: { limits: { discountPpm: 100_000 } } },
});

export const removeRoleEndpoint = defineEndpoint({
  area: 'roles',
  method: 'delete',
  path: '/roles/:id',
  permission: 'users.write',
  doc: 'Removes a role of the business’s own that nobody has.',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: archivedSchema,
});
