import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { approvalSchema } from './approval.ts';
import { deviceSettingsSchema, printerAnswerSchema } from './device-settings.ts';

export const deviceSettingsCall = defineCall({
  name: 'device.settings',
  input: z.object({}),
  output: deviceSettingsSchema,
  permission: 'sales.create',
  writes: false,
  doc: 'Which printer and drawer this till uses.',
});

/** Writes nothing into the till’s books, so that no sale waits for it. */
export const deviceSaveCall = defineCall({
  name: 'device.save',
  input: z.object({ settings: deviceSettingsSchema, approval: approvalSchema.optional() }),
  output: deviceSettingsSchema,
  permission: 'sales.create',
  writes: false,
  doc: 'Needs tills.write, or somebody who has it. Takes another printer and drawer at once, without a restart; receipts that wait are tried there.',
});

export const deviceStatusCall = defineCall({
  name: 'device.status',
  input: z.object({}),
  output: z.object({ answer: printerAnswerSchema }),
  permission: 'sales.create',
  writes: false,
  doc: 'How the printer says that it is: out of paper, cover open, offline, or that it never says.',
});

export const deviceTestPrintCall = defineCall({
  name: 'device.test_print',
  input: z.object({}),
  output: z.object({}),
  permission: 'sales.create',
  writes: false,
  doc: 'Prints a test page on the printer in use, after what is being printed; answers when the printer took it.',
});

/** No sale waits for the drawer’s answer. */
export const deviceTestDrawerCall = defineCall({
  name: 'device.test_drawer',
  input: z.object({ approval: approvalSchema.optional() }),
  output: z.object({}),
  permission: 'sales.create',
  writes: false,
  doc: 'Needs cash.move, or somebody who has it. Opens the drawer to try it, and writes it down as every opening without a sale.',
});
