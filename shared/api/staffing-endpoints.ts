import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { staffSchema } from '#shared/people/people-records.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema } from './envelope.ts';
import { emailSchema, newPasswordSchema, sentSchema, tokenParams } from './password-endpoints.ts';
import { pinSchema, userAnswerSchema } from './people-endpoints.ts';
import { archivedSchema } from './record-endpoints.ts';

const ROLE_ID = '01890000-0000-7000-8000-00000000000a';

const ofOne = {
  area: 'users',
  method: 'put',
  permission: 'users.write',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: userAnswerSchema,
  isVersioned: true,
} as const;

export const editUserEndpoint = defineEndpoint({
  ...ofOne,
  path: '/users/:id',
  doc: 'Changes the name, phone number or stores of a person.',
  body: z.object({
    fullName: staffSchema.shape.fullName.trim().min(1, 'Write the name.').optional(),
    phoneNumber: z.string().trim().max(40).optional(),
    storeIds: staffSchema.shape.storeIds.optional(),
  }),
  example: { body: { phoneNumber: '+234 801 234 5678' } },
});

export const setRoleEndpoint = defineEndpoint({
  ...ofOne,
  path: '/users/:id/role',
  doc: 'Gives a person another role; it counts at once. A PIN that is too short for the new role is taken back.',
  body: z.object({ roleId: idSchema }),
  example: { body: { roleId: ROLE_ID } },
});

export const activateUserEndpoint = defineEndpoint({
  ...ofOne,
  path: '/users/:id/activate',
  doc: 'Lets a person sign in again, at tills and in the web.',
});

export const deactivateUserEndpoint = defineEndpoint({
  ...ofOne,
  path: '/users/:id/deactivate',
  doc: 'Keeps a person out, at once in the web and at tills with their next contact. What the person did stays.',
});

export const removeUserEndpoint = defineEndpoint({
  ...ofOne,
  method: 'delete',
  permission: 'users.delete',
  isVersioned: false,
  path: '/users/:id',
  doc: 'Removes a person: the account ends and its e-mail is free again. Receipts and reports keep the name.',
  answer: archivedSchema,
});

export const inviteUserEndpoint = defineEndpoint({
  area: 'users',
  method: 'post',
  path: '/users/invite',
  permission: 'users.write',
  doc: 'Invites a person by e-mail to choose a password; the link works once, for a week. Inviting again sends a new link.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({
    email: emailSchema,
    fullName: staffSchema.shape.fullName.trim().min(1, 'Write the name.'),
    roleId: idSchema,
    storeIds: staffSchema.shape.storeIds.default([]),
    phoneNumber: z.string().trim().max(40).default(''),
  }),
  answer: userAnswerSchema,
  status: 201,
  example: { body: { email: 'chiamaka@adeyemi.example', fullName: 'Chiamaka Okafor', roleId: ROLE_ID } },
});

export const acceptInviteEndpoint = defineEndpoint({
  area: 'users',
  method: 'post',
  path: '/users/invite/:token/accept',
  permission: 'public',
  doc: 'Accepts an invitation: sets the password and, where wanted, the PIN for the tills. The person signs in with it then.',
  params: tokenParams,
  query: NOTHING,
  body: z.object({ password: newPasswordSchema, pin: pinSchema.optional() }),
  answer: sentSchema,
  example: { body: { password: 'mango-season-in-april', pin: '2580' } },
});
