import { once } from 'node:events';
import { type Socket, createConnection } from 'node:net';
import { finished } from 'node:stream/promises';
import { Fault } from '#shared/base/fault.ts';
import type { PrinterAnswer } from '#shared/till-calls/device-settings.ts';
import { askPrinter, troubleIn } from './printer-talk.ts';
import type { PrinterWire } from './printer-wire.ts';
import { printerFault, printerLine } from './send-bytes.ts';

export type PrinterAddress = { readonly host: string; readonly port: number };

export type SenderLimits = {
  readonly connectMs: number;
  /** How long a printer may think about how it is; many never answer that. */
  readonly statusMs: number;
  /** How long the rest may take, beside the time that its bytes take on paper. */
  readonly closeMs: number;
};

const LIMITS: SenderLimits = { connectMs: 3_000, statusMs: 250, closeMs: 10_000 };
/** The slowest printers put so many bytes on paper. */
const BYTES_PER_MS = 1;

/** A printer on the network. It is asked and sent to one after the other: most of them take one connection at a time. */
export function tcpWire(address: PrinterAddress, limits: SenderLimits = LIMITS): PrinterWire {
  const inLine = printerLine();
  return {
    send: (bytes) => inLine(() => sendOnce(address, bytes, limits)),
    answer: () => inLine(() => answerOf(address, limits)).catch(() => 'printer_offline'),
  };
}

/** Asks it how it is, without a job. */
async function answerOf(address: PrinterAddress, limits: SenderLimits): Promise<PrinterAnswer> {
  const socket = await connected(address, limits);
  try {
    return await askPrinter(socket, limits.statusMs);
  } finally {
    socket.destroy();
  }
}

async function connected(address: PrinterAddress, limits: SenderLimits): Promise<Socket> {
  const socket = createConnection({ host: address.host, port: address.port });
  // What goes wrong between two waits is found by the next one: the socket is then not writable, or finished with an error.
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(limits.connectMs) });
    return socket;
  } catch (cause) {
    socket.destroy();
    throw offline(address, 'can’t be reached', cause);
  }
}

async function sendOnce(address: PrinterAddress, bytes: Uint8Array, limits: SenderLimits): Promise<void> {
  const socket = await connected(address, limits);
  try {
    const answer = await askPrinter(socket, limits.statusMs);
    const trouble = troubleIn(answer);
    if (trouble !== null)
      throw printerFault(trouble, `The printer at ${nameOf(address)} says that it can’t print now.`);
    if (!socket.writable) throw offline(address, 'hung up');
    socket.resume();
    socket.end(bytes);
    await closed(socket, limits.closeMs + bytes.length / BYTES_PER_MS, answer !== 'silent');
  } catch (cause) {
    throw cause instanceof Fault ? cause : offline(address, 'did not take the receipt', cause);
  } finally {
    socket.destroy();
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
