import { assert } from '#shared/base/assert.ts';

/** What a printer does, as it was told in ESC/POS. Styles are what holds when the line is printed. */
export type PrinterStep =
  | {
      readonly kind: 'line';
      readonly text: string;
      readonly bold: boolean;
      readonly inverted: boolean;
      readonly wide: boolean;
      readonly tall: boolean;
    }
  | { readonly kind: 'barcode'; readonly digits: string; readonly dots: number }
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'cut' }
  | { readonly kind: 'drawer'; readonly pin: number };

const PAGE_858_HIGH =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

/** Commands of a fixed length without paper: prefix and command, and how many bytes follow. */
const SILENT: Readonly<Record<string, number>> = { '1b61': 1, '1c2e': 0, '1d48': 1, '1d66': 1, '1d68': 1, '1d77': 1 };

type State = {
  bold: boolean;
  inverted: boolean;
  wide: boolean;
  tall: boolean;
  page: number;
  moduleDots: number;
  qr: string;
  text: string;
};
const FRESH: State = {
  bold: false,
  inverted: false,
  wide: false,
  tall: false,
  page: 0,
  moduleDots: 3,
  qr: '',
  text: '',
};

/** Reads what was sent to a printer to its end; an unknown command is an error, since a printer would print it as text. */
export function readEscpos(bytes: Uint8Array): PrinterStep[] {
  const steps: PrinterStep[] = [];
  let state: State = { ...FRESH };
  let at = 0;
  const next = (): number => {
    const byte = bytes[at];
    assert(byte !== undefined, 'the bytes end within a command');
    at += 1;
    return byte;
  };
  const take = (count: number): number[] => Array.from({ length: count }, next);
  const printLine = (): void => {
    const { text, bold, inverted, wide, tall } = state;
    steps.push({ kind: 'line', text, bold, inverted, wide, tall });
    state.text = '';
  };
  const symbol = (): void => {
    const [low = 0, high = 0] = take(2);
    const [, what, ...rest] = take(low + high * 256);
    if (what === 0x50) state.qr = String.fromCharCode(...rest.slice(1));
    if (what === 0x51) steps.push({ kind: 'qr', text: state.qr });
  };
  const bars = (): void => {
    const [system, length = 0] = take(2);
    const [open, set, ...pairs] = take(length);
    assert(system === 73 && open === 0x7b && set === 0x43, 'the bar code is Code 128 C');
    const modules = 11 * (pairs.length + 2) + 13;
    steps.push({
      kind: 'barcode',
      digits: pairs.map((pair) => String(pair).padStart(2, '0')).join(''),
      dots: modules * state.moduleDots,
    });
  };
  const command = (name: string): void => {
    const silent = SILENT[name];
    if (name === '1d77') state.moduleDots = next();
    else if (silent !== undefined) take(silent);
    else if (name === '1b40') state = { ...FRESH };
    else if (name === '1b74') state.page = next();
    else if (name === '1b45') state.bold = next() === 1;
    else if (name === '1d42') state.inverted = next() === 1;
    else if (name === '1d21') {
      const size = next();
      state = { ...state, wide: size >= 0x10, tall: (size & 0x0f) > 0 };
    } else if (name === '1b64') for (let line = next(); line > 0; line -= 1) printLine();
    else if (name === '1d56') steps.push((next(), { kind: 'cut' }));
    else if (name === '1b70') steps.push({ kind: 'drawer', pin: take(3)[0] ?? -1 });
    else if (name === '1d28') (assert(next() === 0x6b, 'only symbols are sent so'), symbol());
    else if (name === '1d6b') bars();
    else assert(false, `unknown command ${name}`);
  };
  while (at < bytes.length) {
    const byte = next();
    if (byte === 0x1b || byte === 0x1c || byte === 0x1d)
      command(`${byte.toString(16)}${next().toString(16).padStart(2, '0')}`);
    else if (byte === 0x0a) printLine();
    else {
      assert(byte >= 0x20 && byte !== 0x7f, `the control byte ${byte} stands in the text`);
      assert(byte < 0x80 || state.page === 19, 'signs above ASCII are of code page 858');
      state.text += byte < 0x80 ? String.fromCharCode(byte) : (PAGE_858_HIGH[byte - 0x80] ?? '?');
    }
  }
  return steps;
}
