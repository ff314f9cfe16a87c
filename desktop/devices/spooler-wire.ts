import { cupsSender, cupsTrouble } from './cups-sender.ts';
import type { PrinterWire } from './printer-wire.ts';
import { windowsSender, windowsTrouble } from './windows-sender.ts';

/** A printer that this machine's operating system knows by its name; it says no more of it than what is wrong. */
export function spoolerWire(name: string): PrinterWire {
  const isWindows = process.platform === 'win32';
  return {
    send: isWindows ? windowsSender(name) : cupsSender(name),
    answer: async () => (await (isWindows ? windowsTrouble(name) : cupsTrouble(name))) ?? 'silent',
  };
}
