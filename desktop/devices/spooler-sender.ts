import { cupsSender, cupsTrouble } from './cups-sender.ts';
import type { PrinterFaultCode, SendBytes } from './send-bytes.ts';
import { windowsSender, windowsTrouble } from './windows-sender.ts';

/** Sends to a printer that this machine's operating system knows by its name. */
export function spoolerSender(name: string): SendBytes {
  return process.platform === 'win32' ? windowsSender(name) : cupsSender(name);
}

/** What the operating system knows to be wrong with the printer; null where nothing is, or where it can't say. */
export function spoolerTrouble(name: string): Promise<PrinterFaultCode | null> {
  return process.platform === 'win32' ? windowsTrouble(name) : cupsTrouble(name);
}
