import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { approvalSchema } from './approval.ts';

export const backupViewSchema = z.object({
  /** Its file's name, by which it is restored. */
  name: z.string().max(100),
  /** UTC ms by the till's clock. */
  madeAtMs: z.number().int(),
  bytes: z.number().int(),
});

export const backupListCall = defineCall({
  name: 'backup.list',
  input: z.object({}),
  output: z.object({ backups: z.array(backupViewSchema) }),
  permission: 'sales.create',
  writes: false,
  doc: 'The backups of this till, newest first.',
});

/** Changes nothing that anybody sold, so that no sale waits for it. */
export const backupMakeCall = defineCall({
  name: 'backup.make',
  input: z.object({ approval: approvalSchema.optional() }),
  output: backupViewSchema,
  permission: 'sales.create',
  writes: false,
  doc: 'Needs tills.write, or somebody who has it. Makes a backup now, checked before it takes its name; the till sells on meanwhile.',
});

export const backupRestoreCall = defineCall({
  name: 'backup.restore',
  input: z.object({ name: backupViewSchema.shape.name, approval: approvalSchema.optional() }),
  output: z.object({
    name: backupViewSchema.shape.name,
    /** The folder, in the till's data folder, where the files of before lie. */
    setAside: z.string(),
  }),
  permission: 'sales.create',
  writes: true,
  doc: 'Needs tills.write, or somebody who has it. Puts a backup in place of the till’s file, without a restart. What it lacks comes back by itself: what waited at once, what the office had with the next contact. Everybody signs in anew.',
});

export const BACKUP_CALLS = [backupListCall, backupMakeCall, backupRestoreCall] as const;
