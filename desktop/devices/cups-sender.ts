import { type Program, type Ran, runProgram } from './run-program.ts';
import { type PrinterFaultCode, type SendBytes, oneAtATime, printerFault } from './send-bytes.ts';

export type SpoolerLimits = { readonly statusMs: number; readonly sendMs: number };

const LIMITS: SpoolerLimits = { statusMs: 3_000, sendMs: 15_000 };
const TITLE = 'Stockavoo';
const NOTHING = new Uint8Array(0);

/**
 * Gives bytes as they are to the spooler of Linux and macOS, by `lp`, or `lpr` where that is what there is.
 *
 * The spooler keeps what it took until its printer is back; what is known to stand in the way is said before it gets any.
 */
export function cupsSender(name: string, limits: SpoolerLimits = LIMITS): SendBytes {
  return oneAtATime(async (bytes) => {
    const trouble = await cupsTrouble(name, limits);
    if (trouble !== null) throw printerFault(trouble, `The spooler says that ${name} can’t print now.`);
    const ran = await firstThere(sendersOf(name), bytes, limits.sendMs);
    if (ran.end === 'exited' && ran.exitCode === 0) return;
    throw printerFault(codeOf(ran), `The spooler did not take the receipt for ${name}.`, wordsOf(ran));
  });
}

/** What the spooler knows to be wrong with its printer; null where nothing is, or where it can't say. */
export async function cupsTrouble(name: string, limits: SpoolerLimits = LIMITS): Promise<PrinterFaultCode | null> {
  const ran = await runProgram({ command: 'lpstat', args: ['-l', '-p', name] }, NOTHING, limits.statusMs);
  if (ran.end === 'missing') return null;
  if (ran.end === 'timed_out' || ran.exitCode !== 0) return codeOf(ran);
  return troubleSaid(ran.said);
}

/** Alerts are news only while a receipt is on its way: an idle printer keeps the last ones until it prints again. */
export function troubleSaid(said: string): PrinterFaultCode | null {
  const alerts = /^\s*Alerts:(.*)$/m.exec(said)?.[1] ?? '';
  const isStopped = /^printer \S+ disabled/m.test(said);
  if (!isStopped && !/^printer \S+ now printing/m.test(said)) return null;
  if (/media-empty|media-needed/.test(alerts)) return 'printer_out_of_paper';
  if (/cover-open|door-open|interlock-open/.test(alerts)) return 'printer_cover_open';
  if (/media-jam|cutter|fuser/.test(alerts)) return 'printer_stuck';
  return isStopped || /offline|shutdown|timed-out/.test(alerts) ? 'printer_offline' : null;
}

function sendersOf(name: string): readonly Program[] {
  return [
    { command: 'lp', args: ['-s', '-d', name, '-o', 'raw', '-t', TITLE] },
    { command: 'lpr', args: ['-P', name, '-o', 'raw', '-T', TITLE] },
  ];
}

async function firstThere(programs: readonly Program[], bytes: Uint8Array, timeoutMs: number): Promise<Ran> {
  for (const program of programs) {
    const ran = await runProgram(program, bytes, timeoutMs);
    if (ran.end !== 'missing') return ran;
  }
  return { end: 'missing' };
}

function codeOf(ran: Ran): PrinterFaultCode {
  if (ran.end === 'missing') return 'printer_not_found';
  if (ran.end === 'timed_out') return 'printer_offline';
  if (/does not exist|unknown destination|invalid destination|not found/i.test(ran.said)) return 'printer_not_found';
  return /not allowed|forbidden|unauthorized|permission denied/i.test(ran.said)
    ? 'printer_not_allowed'
    : 'printer_offline';
}

function wordsOf(ran: Ran): string {
  return ran.end === 'exited' ? ran.said : ran.end;
}
