import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';

export const tillLeaveCall = defineCall({
  name: 'till.leave',
  input: z.object({}),
  output: z.object({
    /** The folder, in the till's data folder, where the files of the shop lie. */
    setAside: z.string(),
  }),
  permission: 'tills.write',
  writes: true,
  doc: 'Takes this machine out of its business: its files are set aside, its key is destroyed, and it belongs to nobody. Refused while changes wait that were not exported.',
});
