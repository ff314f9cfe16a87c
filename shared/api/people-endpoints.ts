import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { roleSchema, staffSchema } from '#shared/people/people-records.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, pageQuerySchema, wholeListLimitSchema } from './envelope.ts';
import { emailSchema, newPasswordSchema } from './password-endpoints.ts';
import { recordStampSchema } from './record-endpoints.ts';

export const roleAnswerSchema = recordStampSchema.extend(roleSchema.shape).extend({
  /** The four of the system: only their limits can change. */
  isFixed: z.boolean(),
});

export const listRolesEndpoint = defineEndpoint({
  area: 'roles',
  method: 'get',
  path: '/roles',
  permission: 'users.read',
  doc: 'The roles of the business and what each may do, the four of the system first.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    limit: wholeListLimitSchema,
    sort: z.enum(['createdAt', '-createdAt', 'name', '-name']).default('createdAt'),
  }),
  body: NOTHING,
  answer: z.array(roleAnswerSchema),
});

export const userAnswerSchema = recordStampSchema.extend({
  fullName: z.string(),
  /** Null for somebody who signs in at tills only. */
  email: z.string().nullable(),
  phoneNumber: z.string(),
  role: z.object({ id: idSchema, key: z.string(), name: z.string() }),
  /** Empty: all stores. */
  storeIds: z.array(idSchema),
  isActive: z.boolean(),
  isVerified: z.boolean(),
  hasPin: z.boolean(),
  lastLogin: z.string().nullable(),
});
export type UserAnswer = z.infer<typeof userAnswerSchema>;

export const listUsersEndpoint = defineEndpoint({
  area: 'users',
  method: 'get',
  path: '/users',
  permission: 'users.read',
  doc: 'The people of the business, by name.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    storeId: idSchema.optional(),
    isActive: z.stringbool().optional(),
    sort: z.enum(['fullName', '-fullName', 'createdAt', '-createdAt', 'lastLogin', '-lastLogin']).default('fullName'),
  }),
  body: NOTHING,
  answer: z.array(userAnswerSchema),
});

export const getUserEndpoint = defineEndpoint({
  area: 'users',
  method: 'get',
  path: '/users/:id',
  permission: 'users.read',
  doc: 'One person.',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: userAnswerSchema,
  isVersioned: true,
});

export const pinSchema = z.string().regex(/^\d{4,8}$/, 'A PIN is 4 to 8 digits.');

export const addUserEndpoint = defineEndpoint({
  area: 'users',
  method: 'post',
  path: '/users',
  permission: 'users.write',
  doc: 'Adds a person: with a PIN for the tills, with e-mail and password for the web, or both.',
  params: NOTHING,
  query: NOTHING,
  body: z
    .object({
      fullName: staffSchema.shape.fullName.trim().min(1, 'Write the name.'),
      roleId: idSchema,
      storeIds: staffSchema.shape.storeIds.default([]),
      phoneNumber: z.string().trim().max(40).default(''),
      email: emailSchema.optional(),
      password: newPasswordSchema.optional(),
      pin: pinSchema.optional(),
    })
    .refine(({ email, password }) => (email === undefined) === (password === undefined), {
      path: ['password'],
      message: 'E-mail and password come together, or neither.',
    }),
  answer: userAnswerSchema,
  status: 201,
  example: { body: { fullName: 'Chiamaka Okafor', roleId: '01890000-0000-7000-8000-00000000000a', pin: '2580' } },
});

export const setPinEndpoint = defineEndpoint({
  area: 'users',
  method: 'put',
  path: '/users/:id/pin',
  permission: 'users.write',
  doc: 'Gives a person a PIN for the tills: 4 to 8 digits, six or more for whoever may grant what others may not.',
  params: idParamsSchema,
  query: NOTHING,
  body: z.object({ pin: pinSchema }),
  answer: userAnswerSchema,
  isVersioned: true,
  example: { body: { pin: '258014' } },
});
