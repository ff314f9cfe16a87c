import type { Stats } from 'node:fs';
import { rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nextNumber } from './numbered-files.ts';
import { type Program, type Ran, runProgram } from './run-program.ts';
import type { PrinterWire } from './printer-wire.ts';
import { type PrinterFaultCode, PrinterTrouble, oneAtATime, printerFault } from './send-bytes.ts';

const SEND_MS = 15_000;
/** The slowest printers put so many bytes on paper. */
const BYTES_PER_MS = 1;

export type FileWireOptions = { readonly sendMs: number; readonly writer: (path: string) => Program };

/**
 * Sends to a printer that the machine shows as a device file, such as `/dev/usb/lp0`, or lays each receipt into a folder
 * from which another program prints. An ordinary file is left alone: it may be anybody's.
 */
export function fileWire(
  path: string,
  options: FileWireOptions = { sendMs: SEND_MS, writer: deviceWriter },
): PrinterWire {
  return {
    send: oneAtATime(async (bytes) => {
      const found = await lookAt(path);
      if (found.isDirectory()) await layInto(path, bytes);
      else await writeTo(path, bytes, options);
    }),
    answer: () =>
      lookAt(path).then(
        () => 'silent',
        (fault: unknown) => (fault instanceof PrinterTrouble ? fault.code : 'printer_offline'),
      ),
  };
}

/**
 * Writes to a device as it opened it, and makes no file where the device is gone.
 *
 * A program of its own, for a device that is off keeps its writer waiting: the till can end a program, not a write.
 */
function deviceWriter(path: string): Program {
  const keeps = process.platform === 'linux' ? 'conv=notrunc,nocreat' : 'conv=notrunc';
  return { command: 'dd', args: [`of=${path}`, 'bs=4096', keeps] };
}

async function writeTo(path: string, bytes: Uint8Array, { sendMs, writer }: FileWireOptions): Promise<void> {
  const ran = await runProgram(writer(path), bytes, sendMs + bytes.length / BYTES_PER_MS);
  if (ran.end === 'exited' && ran.exitCode === 0) return;
  throw printerFault(codeOf(ran), `${path} did not take the receipt.`, ran.end === 'exited' ? ran.said : ran.end);
}

function codeOf(ran: Ran): PrinterFaultCode {
  if (ran.end === 'missing') return 'printer_not_found';
  if (ran.end === 'timed_out') return 'printer_offline';
  if (/permission denied|not permitted/i.test(ran.said)) return 'printer_not_allowed';
  // How the kernel says that a printer took a job and has no paper for it.
  return /no space left/i.test(ran.said) ? 'printer_out_of_paper' : 'printer_offline';
}

/** A USB printer's device is there while the printer is on. */
async function lookAt(path: string): Promise<Stats> {
  try {
    const found = await stat(path);
    if (found.isDirectory() || found.isCharacterDevice()) return found;
  } catch (cause) {
    const isBarred = cause instanceof Error && 'code' in cause && cause.code === 'EACCES';
    throw printerFault(isBarred ? 'printer_not_allowed' : 'printer_offline', `${path} is not there.`, cause);
  }
  throw printerFault('printer_not_found', `${path} is neither a device nor a folder.`);
}

/** Whoever watches the folder never sees half a receipt. */
async function layInto(folder: string, bytes: Uint8Array): Promise<void> {
  try {
    const name = join(folder, `${await nextNumber(folder)}-print`);
    await writeFile(`${name}.part`, bytes);
    await rename(`${name}.part`, `${name}.bin`);
  } catch (cause) {
    throw printerFault('printer_not_allowed', `${folder} can’t be written.`, cause);
  }
}
