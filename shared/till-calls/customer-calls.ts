import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';

export const customerViewSchema = z.object({ id: idSchema, name: z.string(), phone: z.string(), email: z.string() });

export const customerSearchCall = defineCall({
  name: 'customer.search',
  input: z.object({ text: z.string().max(100), limit: z.number().int().min(1).max(50).default(20) }),
  output: z.object({ customers: z.array(customerViewSchema) }),
  permission: 'sales.create',
  writes: false,
  doc: 'Finds customers by name or phone.',
});

export const customerSaveCall = defineCall({
  name: 'customer.save',
  input: z.object({
    /** Null adds a customer. */
    id: idSchema.nullable(),
    name: z.string().trim().min(1).max(120),
    phone: z.string().trim().max(40).default(''),
    email: z.union([z.literal(''), z.email().max(254)]).default(''),
    /** Adds a second customer with the same phone although one is in the list. */
    allowSamePhone: z.boolean().default(false),
  }),
  output: customerViewSchema,
  permission: 'customers.write',
  writes: true,
  doc: 'Adds or edits a customer, with or without a network.',
});

export const CUSTOMER_CALLS = [customerSearchCall, customerSaveCall] as const;
