import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';

/** A tax rate as it stands on a line: copied from the catalogue when the line is made, and never looked up again. */
export const lineTaxRateSchema = z.object({
  taxRateId: idSchema,
  name: z.string().min(1).max(60),
  /** Parts per million: 75000 is 7.5 %. */
  ratePpm: z.number().int().min(0).max(10_000_000),
  inclusive: z.boolean(),
});
export type LineTaxRate = z.infer<typeof lineTaxRateSchema>;
