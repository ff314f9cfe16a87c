import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { syncClassSchema } from '#shared/sync/classes.ts';
import { approvalSchema } from './approval.ts';

/** The quiet sign: all saved, n waiting since, sending, needs attention. */
export const syncStatusSchema = z.object({
  sign: z.enum(['saved', 'waiting', 'sending', 'attention']),
  waiting: z.number().int(),
  waitingSinceMs: z.number().int().nullable(),
  quarantined: z.number().int(),
  isOnline: z.boolean(),
  lastContactMs: z.number().int().nullable(),
  lastPushMs: z.number().int().nullable(),
  lastPullMs: z.number().int().nullable(),
  /** A word of the error catalogue, of the last try. */
  lastError: z.string().nullable(),
  clockOffsetMs: z.number().int().nullable(),
  completeClasses: z.array(syncClassSchema),
  watchdogCount: z.number().int(),
  /** In words for the details page. unknown: the office knows this machine no more, or its key is gone; a code makes it a till again. */
  state: z.enum(['normal', 'alone', 'restored', 'cloned', 'revoked', 'unknown', 'upgrade_required']),
});

export const syncStatusCall = defineCall({
  name: 'sync.status',
  input: z.object({}),
  output: syncStatusSchema,
  permission: '',
  writes: false,
  doc: 'Whether everything is at the office, and if not since when.',
});

export const syncWaitingCall = defineCall({
  name: 'sync.waiting',
  input: z.object({ limit: z.number().int().min(1).max(200).default(50) }),
  output: z.object({
    total: z.number().int(),
    changes: z.array(
      z.object({
        changeId: idSchema,
        type: z.string(),
        subject: z.string(),
        occurredAtMs: z.number().int(),
        state: z.enum(['waiting', 'quarantined']),
        tries: z.number().int(),
        lastError: z.string().nullable(),
      }),
    ),
  }),
  permission: '',
  writes: false,
  doc: 'Each change that waits: what, when, how often it was tried, and the last error.',
});

export const syncRetryCall = defineCall({
  name: 'sync.retry',
  input: z.object({}),
  output: syncStatusSchema,
  permission: '',
  writes: false,
  doc: 'Tries now instead of later.',
});

/** Changes nothing that anybody sold, so that no sale waits for it. */
export const syncExportCall = defineCall({
  name: 'sync.export',
  input: z.object({ approval: approvalSchema.optional() }),
  output: z.object({
    changes: z.number().int(),
    /** Where on this machine. */
    folder: z.string(),
    files: z.array(z.object({ name: z.string(), changes: z.number().int() })),
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'Needs tills.write, or somebody who has it. Writes all that waits into signed files, which a person carries to the office.',
});

export const SYNC_CALLS = [syncStatusCall, syncWaitingCall, syncRetryCall, syncExportCall] as const;
