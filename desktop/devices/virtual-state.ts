import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrinterAnswer } from '#shared/till-calls/device-settings.ts';

const ANSWERS: readonly PrinterAnswer[] = [
  'paper_low',
  'printer_out_of_paper',
  'printer_cover_open',
  'printer_stuck',
  'printer_offline',
];

/** How the virtual printer is: ready, unless `printer-state.txt` in its folder says otherwise. */
export async function virtualAnswer(folder: string): Promise<PrinterAnswer> {
  const said = await readFile(join(folder, 'printer-state.txt'), 'utf8').catch(() => '');
  return ANSWERS.find((answer) => answer === said.trim()) ?? 'ready';
}
