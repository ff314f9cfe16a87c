import { z } from 'zod';
import type { PrinterAddress } from './tcp-sender.ts';

const RAW_PRINTING_PORT = 9100;

/** Where a printer stands, as people write it: `192.168.1.20`, `printer.local:9100`, `tcp://192.168.1.20:9100`. */
export const printerAddressSchema = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .transform((text, context): PrinterAddress => {
    const url = URL.parse(text.includes('://') ? text : `tcp://${text}`);
    const isPlain =
      url !== null &&
      url.protocol === 'tcp:' &&
      url.hostname !== '' &&
      url.username === '' &&
      /^\/?$/.test(url.pathname) &&
      url.search === '' &&
      url.hash === '';
    if (!isPlain) {
      context.addIssue({
        code: 'custom',
        message: 'Write the printer’s address as host or host:port, such as 192.168.1.20:9100.',
      });
      return z.NEVER;
    }
    return {
      host: url.hostname.replaceAll(/^\[|\]$/g, ''),
      port: url.port === '' ? RAW_PRINTING_PORT : Number(url.port),
    };
  });
