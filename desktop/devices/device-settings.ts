import { z } from 'zod';
import type { DeviceSettings } from '#shared/till-calls/device-settings.ts';
import { printerTextSchema } from './printer-text.ts';

/** Which devices a till begins with, as its environment says it: its printer, and how many characters fit on the paper. */
export const deviceEnvironmentSchema = z.object({
  STOCKAVOO_PRINTER: printerTextSchema.optional(),
  STOCKAVOO_RECEIPT_COLUMNS: z.enum(['32', '48']).default('48'),
});

export function deviceSettingsOf(environment: z.output<typeof deviceEnvironmentSchema>): DeviceSettings {
  return {
    printer: environment.STOCKAVOO_PRINTER ?? { kind: 'none' },
    paperMm: environment.STOCKAVOO_RECEIPT_COLUMNS === '32' ? 58 : 80,
    drawer: 'by_printer',
    signs: 'drawn',
  };
}
