import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { PrinterAnswer } from '#shared/till-calls/device-settings.ts';
import type { PrinterFaultCode } from './send-bytes.ts';

/** DLE EOT n, answered at once, also by a printer that is offline. */
const ASK_HOW = Uint8Array.of(0x10, 0x04, 1);
const ASK_WHY_OFFLINE = Uint8Array.of(0x10, 0x04, 2);
const ASK_PAPER = Uint8Array.of(0x10, 0x04, 4);

const IS_OFFLINE = 0x08;
const COVER_IS_OPEN = 0x04;
const STOPPED_FOR_PAPER = 0x20;
const HAS_ERROR = 0x40;
const PAPER_IS_OUT = 0x60;
const PAPER_IS_LOW = 0x0c;

/** Asks a printer how it is, each question within its time. */
export async function askPrinter(socket: Socket, patienceMs: number): Promise<PrinterAnswer> {
  const how = await ask(socket, ASK_HOW, patienceMs);
  if (how === null) return 'silent';
  const why = (how & IS_OFFLINE) === 0 ? 0 : ((await ask(socket, ASK_WHY_OFFLINE, patienceMs)) ?? 0);
  if ((why & COVER_IS_OPEN) !== 0) return 'printer_cover_open';
  const paper = (await ask(socket, ASK_PAPER, patienceMs)) ?? 0;
  if ((paper & PAPER_IS_OUT) !== 0 || (why & STOPPED_FOR_PAPER) !== 0) return 'printer_out_of_paper';
  if ((why & HAS_ERROR) !== 0) return 'printer_stuck';
  if ((how & IS_OFFLINE) !== 0) return 'printer_offline';
  return (paper & PAPER_IS_LOW) === 0 ? 'ready' : 'paper_low';
}

/** What keeps a printer that answered so from printing. */
export function troubleIn(answer: PrinterAnswer): PrinterFaultCode | null {
  return answer === 'silent' || answer === 'ready' || answer === 'paper_low' ? null : answer;
}

async function ask(socket: Socket, question: Uint8Array, patienceMs: number): Promise<number | null> {
  const signal = AbortSignal.timeout(patienceMs);
  socket.write(question);
  try {
    const answer: unknown[] = await once(socket, 'data', { signal });
    const [bytes] = answer;
    const status = bytes instanceof Uint8Array ? bytes[0] : undefined;
    // Other bytes are news of the printer that nobody asked for.
    return status === undefined || (status & 0x93) !== 0x12 ? null : status;
  } catch {
    return null;
  }
}
