import type { z } from 'zod';
import {
  auditAnswerSchema,
  auditRequestSchema,
  missingAnswerSchema,
  missingRequestSchema,
} from '#shared/sync/audit.ts';
import { carriedChangesSchema, importAnswerSchema, importRequestSchema } from '#shared/sync/carried.ts';
import { enrolAnswerSchema, enrolRequestSchema, tokenAnswerSchema, tokenRequestSchema } from '#shared/sync/enrol.ts';
import { helloAnswerSchema, helloRequestSchema } from '#shared/sync/hello.ts';
import { adoptRequestSchema, joinAnswerSchema, joinRequestSchema } from '#shared/sync/join.ts';
import { pullAnswerSchema, pullQuerySchema } from '#shared/sync/pull.ts';
import { pushAnswerSchema, pushRequestSchema, rawQuarantineRequestSchema } from '#shared/sync/push.ts';
import { saleLookupAnswerSchema, saleLookupQuerySchema } from '#shared/sync/sale-lookup.ts';
import {
  sentFileAnswerSchema,
  sentFileQuerySchema,
  supportBundleAnswerSchema,
  supportBundleQuerySchema,
} from '#shared/sync/sent-files.ts';

/** Which schema of today reads a golden message, by the beginning of its file's name. */
export const WIRE_READERS: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ['enrol-request', enrolRequestSchema],
  ['enrol-answer', enrolAnswerSchema],
  ['adopt-request', adoptRequestSchema],
  ['join-request', joinRequestSchema],
  ['join-answer', joinAnswerSchema],
  ['token-request', tokenRequestSchema],
  ['token-answer', tokenAnswerSchema],
  ['hello-request', helloRequestSchema],
  ['hello-answer', helloAnswerSchema],
  ['push-request', pushRequestSchema],
  ['push-answer', pushAnswerSchema],
  ['raw-quarantine-request', rawQuarantineRequestSchema],
  ['pull-query', pullQuerySchema],
  ['pull-answer', pullAnswerSchema],
  ['import-request', importRequestSchema],
  ['import-answer', importAnswerSchema],
  ['carried-changes', carriedChangesSchema],
  ['audit-request', auditRequestSchema],
  ['audit-answer', auditAnswerSchema],
  ['audit-missing-request', missingRequestSchema],
  ['audit-missing-answer', missingAnswerSchema],
  ['sale-lookup-query', saleLookupQuerySchema],
  ['sale-lookup-answer', saleLookupAnswerSchema],
  ['sent-file-query', sentFileQuerySchema],
  ['sent-file-answer', sentFileAnswerSchema],
  ['support-bundle-query', supportBundleQuerySchema],
  ['support-bundle-answer', supportBundleAnswerSchema],
];

/** The schema that reads a golden message, such as `protocol-2/join-answer-plan.json`. */
export function readerOf(path: string): z.ZodType | undefined {
  const name = path.replace(/^.*\//, '');
  return WIRE_READERS.find(([beginning]) => name.startsWith(beginning))?.[1];
}
