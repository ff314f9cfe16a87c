import { z } from 'zod';
import { RECEIPT_TYPES } from '#shared/api/expense-endpoints.ts';
import { PICTURE_BYTES_MAX } from '#shared/api/image-endpoints.ts';
import { NOTHING, defineEndpoint } from '#shared/api/endpoint.ts';
import { idParamsSchema, listCursorSchema, pageQuerySchema } from '#shared/api/envelope.ts';
import { idSchema } from '#shared/base/ids.ts';
import {
  auditAnswerSchema,
  auditRequestSchema,
  missingAnswerSchema,
  missingRequestSchema,
} from '#shared/sync/audit.ts';
import { importAnswerSchema, importRequestSchema } from '#shared/sync/carried.ts';
import { enrolAnswerSchema, enrolRequestSchema, tokenAnswerSchema, tokenRequestSchema } from '#shared/sync/enrol.ts';
import { helloAnswerSchema, helloRequestSchema } from '#shared/sync/hello.ts';
import { SUPPORT_BUNDLE_BYTES_MAX } from '#shared/sync/limits.ts';
import { pullAnswerSchema, pullQuerySchema } from '#shared/sync/pull.ts';
import { pushAnswerSchema, pushRequestSchema, rawQuarantineRequestSchema } from '#shared/sync/push.ts';
import {
  SUPPORT_BUNDLE_TYPE,
  sentFileAnswerSchema,
  sentFileQuerySchema,
  supportBundleAnswerSchema,
  supportBundleQuerySchema,
} from '#shared/sync/sent-files.ts';
import { saleLookupAnswerSchema, saleLookupQuerySchema } from '#shared/sync/sale-lookup.ts';
import { DOOR_EXAMPLES } from './door-examples.ts';

const area = 'sync';
const none = { params: NOTHING, query: NOTHING };

export const enrolEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'post',
  path: '/sync/enrol',
  permission: 'public',
  body: enrolRequestSchema,
  answer: enrolAnswerSchema,
  doc: 'Makes a machine a till: a one-time code of the owner’s app, and the public key that the machine made.',
  example: { body: DOOR_EXAMPLES.enrol },
});
export const tokenEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'post',
  path: '/sync/token',
  permission: 'public',
  body: tokenRequestSchema,
  answer: tokenAnswerSchema,
  doc: 'Gives a till an access token of fifteen minutes for an assertion that it signed with its key.',
  example: { body: DOOR_EXAMPLES.token },
});
export const helloEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'post',
  path: '/sync/hello',
  permission: 'public',
  body: helloRequestSchema,
  answer: helloAnswerSchema,
  doc: 'Till token. Compares how far till and server came, and offers a session; a new epoch where the till needs one.',
  asTill: 'only',
  example: { body: DOOR_EXAMPLES.hello },
});
export const pushEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'post',
  path: '/sync/push',
  permission: 'public',
  body: pushRequestSchema,
  answer: pushAnswerSchema,
  doc: 'Till token and signature. Takes changes in order; each is applied or kept in quarantine, and answered after a durable commit.',
  asTill: 'only',
  example: { body: DOOR_EXAMPLES.push },
});
export const rawQuarantineEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'post',
  path: '/sync/quarantine',
  permission: 'public',
  body: rawQuarantineRequestSchema,
  answer: pushAnswerSchema,
  doc: 'Till token and signature. Takes one change as its bytes, which the push door would not read.',
  asTill: 'only',
  example: { body: DOOR_EXAMPLES.rawQuarantine },
});
export const importEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'post',
  path: '/sync/import',
  permission: 'public',
  body: importRequestSchema,
  answer: importAnswerSchema,
  doc: 'Till token, or somebody with tills.write. Takes a file of changes that a till wrote and signed, by the rules of push; imported again it changes nothing.',
  asTill: 'or_person',
  example: { body: DOOR_EXAMPLES.import },
});
export const pullEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'get',
  path: '/sync/pull',
  permission: 'public',
  query: pullQuerySchema,
  body: NOTHING,
  answer: pullAnswerSchema,
  doc: 'Till token. The rows that moved since the cursor, class after class, of one snapshot.',
  asTill: 'only',
});
export const saleLookupEndpoint = defineEndpoint({
  area,
  method: 'get',
  path: '/sync/sales/:id',
  permission: 'public',
  params: idParamsSchema,
  query: saleLookupQuerySchema,
  body: NOTHING,
  answer: saleLookupAnswerSchema,
  doc: 'Till token. One sale of the business, of any age and store, with all that came back of it, so that its goods can come back at this till.',
  asTill: 'only',
});
export const sentFileEndpoint = defineEndpoint({
  area,
  method: 'post',
  path: '/sync/files',
  permission: 'public',
  params: NOTHING,
  query: sentFileQuerySchema,
  body: NOTHING,
  answer: sentFileAnswerSchema,
  upload: { mediaTypes: RECEIPT_TYPES, bytesMax: PICTURE_BYTES_MAX },
  doc: 'Till token. Keeps the photo of an expense’s receipt, before the expense comes or after it; the same photo once.',
  asTill: 'only',
});
export const supportBundleEndpoint = defineEndpoint({
  area,
  method: 'post',
  path: '/sync/support-bundle',
  permission: 'public',
  params: NOTHING,
  query: supportBundleQuerySchema,
  body: NOTHING,
  answer: supportBundleAnswerSchema,
  upload: { mediaTypes: [SUPPORT_BUNDLE_TYPE], bytesMax: SUPPORT_BUNDLE_BYTES_MAX },
  doc: 'Till token. Keeps a support bundle, gzipped JSON without personal data, sealed for the operator of the server; the newest five of a till.',
  asTill: 'only',
});
export const auditEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'post',
  path: '/sync/audit',
  permission: 'public',
  body: auditRequestSchema,
  answer: auditAnswerSchema,
  doc: 'Till token. Compares what the till’s closed days came to with the facts here; a day that differs opens a case.',
  asTill: 'only',
  example: { body: DOOR_EXAMPLES.audit },
});
export const auditMissingEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'post',
  path: '/sync/audit/missing',
  permission: 'public',
  body: missingRequestSchema,
  answer: missingAnswerSchema,
  doc: 'Till token and signature. Takes changes that were acknowledged and are not here any more, as an audit showed.',
  asTill: 'only',
  example: { body: DOOR_EXAMPLES.auditMissing },
});
export const liveEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'get',
  path: '/sync/live',
  permission: 'public',
  body: NOTHING,
  answer: NOTHING,
  doc: 'Till token. Server-sent events without data: something moved, ask.',
  asTill: 'only',
});

/** Who ended it, when, and why. */
const settledSchema = z.object({
  settledBy: idSchema.nullable(),
  settledByName: z.string().nullable(),
  settledAt: z.string().nullable(),
  settledReason: z.string(),
});

const quarantinedSchema = z.object({
  id: idSchema,
  tillId: idSchema,
  tillName: z.string(),
  epoch: z.string(),
  seq: z.number().int(),
  changeId: idSchema.nullable(),
  type: z.string(),
  reason: z.string(),
  detail: z.string(),
  state: z.enum(['waiting', 'applied', 'corrected', 'dismissed']),
  tries: z.number().int(),
  receivedAt: z.string(),
  ...settledSchema.shape,
});
const quarantineQuery = pageQuerySchema.omit({ q: true }).extend({
  cursor: listCursorSchema,
  state: z.enum(['waiting', 'applied', 'corrected', 'dismissed']).default('waiting'),
  tillId: idSchema.optional(),
  type: z.string().trim().min(1).max(60).optional(),
  reason: z.string().trim().min(1).max(60).optional(),
  sort: z.enum(['-receivedAt', 'receivedAt']).default('-receivedAt'),
});

export const listQuarantineEndpoint = defineEndpoint({
  area,
  method: 'get',
  path: '/quarantine',
  permission: 'sync.settle',
  params: NOTHING,
  query: quarantineQuery,
  body: NOTHING,
  answer: z.array(quarantinedSchema),
  doc: 'Changes of tills that could not be applied. By page, or by cursor.',
});
export const getQuarantinedEndpoint = defineEndpoint({
  area,
  method: 'get',
  path: '/quarantine/:id',
  permission: 'sync.settle',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: quarantinedSchema.extend({ raw: z.string() }),
  doc: 'One change in quarantine, with its text as it came.',
});
export const retryQuarantinedEndpoint = defineEndpoint({
  area,
  method: 'post',
  path: '/quarantine/:id/retry',
  permission: 'sync.settle',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: z.object({ state: z.enum(['applied', 'waiting']), reason: z.string().nullable() }),
  doc: 'Tries it again; for a till that was switched off this approves it.',
});
const settled = z.object({ id: idSchema });
const reasonBody = z.object({ reason: z.string().trim().min(3).max(300) });
export const correctQuarantinedEndpoint = defineEndpoint({
  area,
  method: 'post',
  path: '/quarantine/:id/correct',
  permission: 'sync.settle',
  params: idParamsSchema,
  query: NOTHING,
  body: reasonBody,
  answer: settled,
  doc: 'Says that a new fact stands for it. Its bytes are kept.',
  example: { body: { reason: 'Rung up again by hand as YAB-A-000124' } },
});
export const dismissQuarantinedEndpoint = defineEndpoint({
  area,
  method: 'post',
  path: '/quarantine/:id/dismiss',
  permission: 'sync.settle',
  params: idParamsSchema,
  query: NOTHING,
  body: reasonBody,
  answer: settled,
  doc: 'Says that it counts for nothing. Its bytes are kept.',
  example: { body: { reason: 'A sale of the training day' } },
});

const caseSchema = z.object({
  id: idSchema,
  kind: z.string(),
  entity: z.string(),
  entityId: z.string(),
  values: z.json(),
  state: z.enum(['open', 'settled']),
  openedAt: z.string(),
  ...settledSchema.shape,
});
export const listCasesEndpoint = defineEndpoint({
  area,
  method: 'get',
  path: '/cases',
  permission: 'sync.settle',
  params: NOTHING,
  body: NOTHING,
  answer: z.array(caseSchema),
  query: pageQuerySchema.omit({ q: true }).extend({
    cursor: listCursorSchema,
    state: z.enum(['open', 'settled']).default('open'),
    kind: z.string().trim().min(1).max(60).optional(),
    entityId: z.string().trim().min(1).max(200).optional(),
    sort: z.enum(['-openedAt', 'openedAt']).default('-openedAt'),
  }),
  doc: 'What only a person can decide. By page, or by cursor.',
});
export const settleCaseEndpoint = defineEndpoint({
  area,
  method: 'post',
  path: '/cases/:id/settle',
  permission: 'sync.settle',
  params: idParamsSchema,
  query: NOTHING,
  answer: settled,
  body: z.object({ stayingBootId: idSchema.optional(), reason: z.string().trim().max(300).default('') }),
  doc: 'Settles a case, or says that nothing is to do; of a cloned till it names the machine that stays.',
  example: { body: { reason: 'The older machine was sold' } },
});
