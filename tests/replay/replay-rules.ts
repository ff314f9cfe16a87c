import { readFileSync } from 'node:fs';
import { z } from 'zod';

const rulesSchema = z.object({
  name: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  currencyDigits: z.number().int().min(0).max(4),
  timeZone: z.string(),
  country: z.string().regex(/^[A-Z]{2}$/),
  locale: z.string(),
  columns: z.object({
    invoice: z.string(),
    code: z.string(),
    description: z.string(),
    quantity: z.string(),
    time: z.string(),
    unitPrice: z.string(),
    customer: z.string(),
  }),
  /** Invoices that begin so are no business of a till. */
  ledgerPrefix: z.string(),
  /** Invoices that begin so give back. */
  refundPrefix: z.string(),
  /** Codes without stock: postage, fees, vouchers of discount. */
  serviceCodes: z.array(z.string()),
});

/** All that belongs to a data set and not to the product. */
export type ReplayRules = z.infer<typeof rulesSchema>;

export function readRules(path: string): ReplayRules {
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return rulesSchema.parse(json);
}
