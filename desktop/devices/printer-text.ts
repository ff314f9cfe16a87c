import { z } from 'zod';
import { type PrinterChoice, printerChoiceSchema } from '#shared/till-calls/device-settings.ts';

const HOW_TO_WRITE =
  'Write the printer as host or host:port, such as 192.168.1.20:9100, as spooler:NAME or as file:/dev/usb/lp0.';

/** A printer in one line: `192.168.1.20`, `tcp://printer.local:9100`, `spooler:Receipts`, `file:/dev/usb/lp0`. */
export const printerTextSchema = z
  .string()
  .trim()
  .min(1)
  .max(600)
  .transform((text, context): PrinterChoice => {
    const choice = printerChoiceSchema.safeParse(wordsOf(text));
    if (choice.success) return choice.data;
    context.addIssue({ code: 'custom', message: HOW_TO_WRITE });
    return z.NEVER;
  });

function wordsOf(text: string): unknown {
  if (text.startsWith('spooler:')) return { kind: 'spooler', name: text.slice('spooler:'.length) };
  if (text.startsWith('file:') && !text.startsWith('file://'))
    return { kind: 'file', path: text.slice('file:'.length) };
  const url = URL.parse(text.includes('://') ? text : `tcp://${text}`);
  const isPlain =
    url !== null &&
    url.protocol === 'tcp:' &&
    url.username === '' &&
    /^\/?$/.test(url.pathname) &&
    url.search === '' &&
    url.hash === '';
  if (!isPlain) return null;
  return {
    kind: 'network',
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
  };
}
