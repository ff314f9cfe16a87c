import { type Ran, runProgram } from './run-program.ts';
import { type PrinterFaultCode, type SendBytes, oneAtATime, printerFault } from './send-bytes.ts';
import { RAW_PRINT_SCRIPT } from './raw-print-script.ts';

/** The first call on a machine compiles the script's few lines, which may take some seconds. */
const LIMIT_MS = 30_000;
const NOTHING = new Uint8Array(0);

/** The script's exit codes. */
const CODES: ReadonlyMap<number, PrinterFaultCode> = new Map([
  [20, 'printer_not_found'],
  [21, 'printer_out_of_paper'],
  [22, 'printer_offline'],
  [23, 'printer_cover_open'],
  [24, 'printer_stuck'],
  [25, 'printer_not_allowed'],
]);

/** Gives bytes as they are to the spooler of Windows. */
export function windowsSender(name: string): SendBytes {
  return oneAtATime(async (bytes) => {
    const ran = await runScript(name, 'print', bytes);
    const trouble = codeOf(ran);
    if (trouble !== null)
      throw printerFault(trouble, `The spooler did not take the receipt for ${name}.`, wordsOf(ran));
  });
}

/** What the spooler knows to be wrong with its printer; null where nothing is, or where it can't say. */
export async function windowsTrouble(name: string): Promise<PrinterFaultCode | null> {
  return codeOf(await runScript(name, 'status', NOTHING));
}

/** The name goes by the environment, where nothing in it is read as a command. */
function runScript(name: string, work: 'print' | 'status', bytes: Uint8Array): Promise<Ran> {
  const script = Buffer.from(RAW_PRINT_SCRIPT, 'utf16le').toString('base64');
  return runProgram(
    {
      command: 'powershell.exe',
      args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', script],
      env: { STOCKAVOO_PRINTER_NAME: name, STOCKAVOO_PRINTER_WORK: work },
    },
    bytes,
    LIMIT_MS,
  );
}

function codeOf(ran: Ran): PrinterFaultCode | null {
  if (ran.end === 'missing') return 'printer_not_found';
  if (ran.end === 'timed_out') return 'printer_offline';
  return ran.exitCode === 0 ? null : (CODES.get(ran.exitCode) ?? 'printer_offline');
}

function wordsOf(ran: Ran): string {
  return ran.end === 'exited' ? ran.said : ran.end;
}
