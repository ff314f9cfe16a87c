import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { recordKindSchema } from '#shared/changes/record-edits.ts';
import { RECORD_KINDS } from '#shared/changes/record-kinds.ts';
import { enrolAnswerSchema, enrolmentCodeSchema, publicKeySchema } from './enrol.ts';

/** The epoch of a till that no server gave one. */
export const aloneEpochSchema = z.string().regex(/^0-[0-9a-f]{16}$/, 'A till that is alone writes under epoch 0.');

/** A till that began alone, by the ids that it made for itself. */
export const aloneTillSchema = z.object({
  businessId: idSchema,
  storeId: idSchema,
  tillId: idSchema,
  epoch: aloneEpochSchema,
  series: z.string().regex(/^[A-Z]{1,4}$/),
});
export type AloneTill = z.infer<typeof aloneTillSchema>;

/** A record as the till has it now, with every field of its kind. */
export const handedRecordSchema = z
  .object({ kind: recordKindSchema, id: idSchema, fields: z.record(z.string().max(60), z.json()) })
  .superRefine((record, context) => {
    const parsed = RECORD_KINDS[record.kind].strict().safeParse(record.fields);
    if (parsed.success) return;
    for (const issue of parsed.error.issues)
      context.addIssue({ code: 'custom', message: issue.message, path: ['fields', ...issue.path] });
  });
export type HandedRecord = z.infer<typeof handedRecordSchema>;

const machine = { publicKey: publicKeySchema, app: z.string().max(40), protocol: z.number().int().min(1) };

/** A new business takes the till's ids over: its records, its people with their PINs' verifiers, and who owns it. */
export const adoptRequestSchema = z.object({
  ...machine,
  till: aloneTillSchema,
  ownerId: idSchema,
  email: z.string().trim().toLowerCase().pipe(z.email('Write the whole e-mail address.').max(254)),
  password: z.string().min(1).max(1000),
  records: z.array(handedRecordSchema).min(4).max(1000),
});
export type AdoptRequest = z.infer<typeof adoptRequestSchema>;

/** What a till brings into a business that is there. Without `records` it only asks how its joining stands. */
export const joinRequestSchema = z.object({
  ...machine,
  code: enrolmentCodeSchema,
  till: aloneTillSchema,
  currency: z.string().regex(/^[A-Z]{3}$/),
  records: z.array(handedRecordSchema).max(20_000).optional(),
});
export type JoinRequest = z.infer<typeof joinRequestSchema>;

/** One thing of the till, and what of the business it is the same as; null where it comes in as something new. */
export const matchedSchema = z.object({
  id: idSchema,
  name: z.string(),
  by: z.enum(['barcode', 'sku', 'name', 'rate']).nullable(),
  with: z.object({ id: idSchema, name: z.string() }).nullable(),
});
export type Matched = z.infer<typeof matchedSchema>;

/** What joining would do; nothing of it is done before the owner confirms this very plan, by its hash. */
export const joinPlanSchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  tillId: idSchema,
  businessName: z.string(),
  storeId: idSchema,
  storeName: z.string(),
  products: z.array(matchedSchema).max(20_000),
  categories: z.array(matchedSchema).max(20_000),
  taxRates: z.array(matchedSchema).max(20_000),
  /** Those who are nobody here come along switched off: reports name them, and the owner may let them in. */
  staff: z.array(matchedSchema).max(20_000),
});
export type JoinPlan = z.infer<typeof joinPlanSchema>;

/** Waiting for the owner with a plan, or joined with what enrolment answers. The same till gets the same answer again. */
export const joinAnswerSchema = z.object({
  plan: joinPlanSchema.nullable(),
  enrolled: enrolAnswerSchema.nullable(),
});
export type JoinAnswer = z.infer<typeof joinAnswerSchema>;
