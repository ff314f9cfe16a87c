import type { z } from 'zod';
import type { creditLoadCall, creditViewSchema } from '#shared/till-calls/credit-calls.ts';

/** A gift card or store credit as the till shows it. */
export type Credit = z.infer<typeof creditViewSchema>;

/** What was just sold, given or put on one. */
export type Loaded = z.infer<typeof creditLoadCall.output>;
