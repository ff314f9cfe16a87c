import { must } from '#shared/base/assert.ts';
import type { PrinterState } from './printer-state.ts';
import type { BarSymbology } from './printer-step.ts';

/** The numbers of GS k: 0 to 6 end with a null byte, 65 and above tell their length. */
const SYMBOLOGIES: readonly BarSymbology[] = [
  'upc_a',
  'upc_e',
  'ean_13',
  'ean_8',
  'code_39',
  'itf',
  'codabar',
  'code_93',
  'code_128',
  'code_128',
  'gs1_databar',
  'gs1_databar',
  'gs1_databar',
  'gs1_databar',
];
const WITH_LENGTH = 65;
const NULL_ENDED_MAX = 6;
const FNC_START = 0x7b;

/** GS k: a bar code, as what a scanner would read of it. */
export function readBars(printer: PrinterState): void {
  const number = printer.next();
  const isOld = number <= NULL_ENDED_MAX;
  const symbology = must(SYMBOLOGIES[isOld ? number : number - WITH_LENGTH], `no bar code has the number ${number}`);
  const bytes = isOld ? printer.takeToNull() : printer.take(printer.next());
  const data = symbology === 'code_128' ? code128Text(bytes) : String.fromCharCode(...bytes);
  printer.steps.push({ kind: 'barcode', symbology, data, ...printer.held.bars, align: printer.held.align });
}

/** `{A`, `{B` and `{C` choose a set; in C each byte is two digits. */
function code128Text(bytes: Uint8Array): string {
  let text = '';
  let isPairs = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === FNC_START) {
      at += 1;
      const sign = String.fromCharCode(bytes[at] ?? 0);
      if (sign === '{') text += sign;
      else if ('ABC'.includes(sign)) isPairs = sign === 'C';
    } else text += isPairs ? String(byte).padStart(2, '0') : String.fromCharCode(byte);
  }
  return text;
}
