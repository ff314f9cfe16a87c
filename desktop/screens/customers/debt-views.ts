import type { z } from 'zod';
import type { customerAccountCall } from '#shared/till-calls/debt-calls.ts';
import type { paymentReceiveCall } from '#shared/till-calls/payment-calls.ts';

/** What a customer owes and may owe, as the till shows it. */
export type Account = z.infer<typeof customerAccountCall.output>;

/** Money that was just taken for a debt. */
export type Received = z.infer<typeof paymentReceiveCall.output>;
