import { once } from 'node:events';
import { type Socket, createConnection } from 'node:net';
import { finished } from 'node:stream/promises';
import { Fault } from '#shared/base/fault.ts';
import { type SendBytes, oneAtATime, printerFault } from './send-bytes.ts';

export type PrinterAddress = { readonly host: string; readonly port: number };

export type SenderLimits = {
  readonly connectMs: number;
  /** How long a printer may think about whether it has paper; many never answer that. */
  readonly statusMs: number;
  /** How long the rest may take, beside the time that its bytes take on paper. */
  readonly closeMs: number;
};

const LIMITS: SenderLimits = { connectMs: 3_000, statusMs: 250, closeMs: 10_000 };
/** The slowest printers put so many bytes on paper. */
const BYTES_PER_MS = 1;

const ASK_FOR_PAPER = Uint8Array.of(0x10, 0x04, 0x04);

/** Sends to a printer on the network, one after the other: most of them take one connection at a time. */
export function tcpSender(address: PrinterAddress, limits: SenderLimits = LIMITS): SendBytes {
  return oneAtATime((bytes) => sendOnce(address, bytes, limits));
}

async function sendOnce(address: PrinterAddress, bytes: Uint8Array, limits: SenderLimits): Promise<void> {
  const socket = createConnection({ host: address.host, port: address.port });
  // What goes wrong between two waits is found by the next one: the socket is then not writable, or finished with an error.
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(limits.connectMs) });
    const paper = await askForPaper(socket, limits.statusMs);
    if (paper === 'out')
      throw new Fault('printer_out_of_paper', `The printer at ${nameOf(address)} has no paper.`, { retry: 'later' });
    if (!socket.writable) throw offline(address, 'hung up');
    socket.resume();
    socket.end(bytes);
    await closed(socket, limits.closeMs + bytes.length / BYTES_PER_MS, paper === 'in');
  } catch (cause) {
    throw cause instanceof Fault ? cause : offline(address, 'did not take the receipt', cause);
  } finally {
    socket.destroy();
  }
}

/** `silent` where the printer does not say; it prints all the same. */
async function askForPaper(socket: Socket, patienceMs: number): Promise<'in' | 'out' | 'silent'> {
  const signal = AbortSignal.timeout(patienceMs);
  socket.write(ASK_FOR_PAPER);
  try {
    const answer: unknown[] = await once(socket, 'data', { signal });
    const [bytes] = answer;
    const status = bytes instanceof Uint8Array ? bytes[0] : undefined;
    // Other bytes are news of the printer that nobody asked for.
    if (status === undefined || (status & 0x93) !== 0x12) return 'silent';
    return (status & 0x60) === 0 ? 'in' : 'out';
  } catch {
    return 'silent';
  }
}

/** Some printers never hang up: one that answered a moment ago and then took every byte has printed. */
async function closed(socket: Socket, patienceMs: number, isAlive: boolean): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    await finished(socket, { signal });
  } catch (cause) {
    if (signal.aborted && isAlive && socket.writableFinished) return;
    throw cause;
  }
}

function offline(address: PrinterAddress, what: string, cause?: unknown): Fault {
  return printerFault('printer_offline', `The printer at ${nameOf(address)} ${what}. Check cable and power.`, cause);
}

function nameOf({ host, port }: PrinterAddress): string {
  return `${host}:${port}`;
}
