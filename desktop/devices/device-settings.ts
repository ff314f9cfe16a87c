import { z } from 'zod';
import { printerAddressSchema } from './printer-address.ts';

/** Which devices a till has, as its environment says it: the printer's address, and how many characters fit on its paper. */
export const deviceEnvironmentSchema = z.object({
  STOCKAVOO_PRINTER: printerAddressSchema.optional(),
  STOCKAVOO_RECEIPT_COLUMNS: z.enum(['32', '48']).default('48'),
});

export const deviceSettingsSchema = z.object({
  /** Null where receipts are printed into a folder. */
  printer: z.object({ host: z.string(), port: z.number().int() }).nullable(),
  columns: z.union([z.literal(32), z.literal(48)]),
});
export type DeviceSettings = z.infer<typeof deviceSettingsSchema>;

export function deviceSettingsOf(environment: z.output<typeof deviceEnvironmentSchema>): DeviceSettings {
  return {
    printer: environment.STOCKAVOO_PRINTER ?? null,
    columns: environment.STOCKAVOO_RECEIPT_COLUMNS === '32' ? 32 : 48,
  };
}
