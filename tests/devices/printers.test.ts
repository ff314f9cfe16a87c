import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEscpos } from '#devices/escpos/read-escpos.ts';
import { DRAWER_KICK } from '#devices/escpos-drawer.ts';
import type { PrintRun, PrinterStep } from '#devices/escpos/printer-step.ts';
import { barsRaster } from '#devices/drawing/symbol-raster.ts';
import type { PrintLayout } from '#devices/escpos-printer.ts';
import { printerTextSchema } from '#devices/printer-text.ts';
import { printingDevices } from '#devices/printing-devices.ts';
import { receiptToBytes } from '#devices/receipt-to-bytes.ts';
import { type SenderLimits, tcpWire } from '#devices/tcp-wire.ts';
import { virtualDisplay } from '#devices/virtual-display.ts';
import { virtualPrinter } from '#devices/virtual-printer.ts';
import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import { receiptToText } from '#shared/receipt/to-text.ts';
import { NO_DRAWING } from '#tests/support/escpos/no-drawing.ts';
import { networkPrinter, printerSocket } from '#tests/support/escpos/printer-socket.ts';
import { idOf } from '#tests/support/carts.ts';

/** For printers that say nothing: how long that takes is part of the test. */
const QUICK: SenderLimits = { connectMs: 1_000, statusMs: 40, closeMs: 120 };
/** For printers that answer: how soon is the machine’s affair. */
const PATIENT: SenderLimits = { connectMs: 20_000, statusMs: 20_000, closeMs: 120 };
const SALE_DIGITS = '0123456789012345678901234567890123456789';

const receipt: ReceiptDocument = {
  saleId: idOf(7),
  receiptNumber: 'SUR-2-A-000041',
  locale: 'en-NG',
  marks: [],
  blocks: [
    { kind: 'text', text: 'Adeyemi Superstores', align: 'center', size: 'shop', bold: true },
    { kind: 'band', text: 'COPY' },
    {
      kind: 'row',
      left: 'Crème fraîche “Ọ̀yọ́” 200 ml',
      right: '1,200.00',
      letter: 'A',
      size: 'normal',
      bold: false,
      indent: false,
    },
    { kind: 'rule' },
    { kind: 'row', left: 'TOTAL', right: '₦1,200.00', letter: '', size: 'total', bold: true, indent: false },
    {
      kind: 'tax_table',
      heads: { rate: 'VAT', before: 'Before', tax: 'Tax', withTax: 'With tax' },
      rows: [{ letter: 'A', rate: '7.5 %', before: '1,116.28', tax: '83.72', withTax: '1,200.00' }],
    },
    { kind: 'qr', text: 'https://shop.example/r/abc?name=Ọ', caption: ['Your receipt'] },
    { kind: 'barcode', digits: SALE_DIGITS, caption: 'SUR-2-A-000041' },
  ],
};

const IN_LETTERS_ONLY = { line: null, logo: null };
/** No line of these tests is drawn: drawing.test.ts has those. */
const IN_LETTERS: PrintLayout = { columns: 48, signs: 'letters', drawing: NO_DRAWING };
const NO_PRINTER = { printer: { kind: 'none' }, paperMm: 58, drawer: 'by_printer', signs: 'drawn' } as const;

/** Every line of ours is of one style. */
function linesOf(steps: readonly PrinterStep[]): PrintRun[] {
  return steps.flatMap((step) => (step.kind === 'line' ? step.runs : []));
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-devices-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a receipt on 80 mm paper says what its text says, with the total large, a QR, a bar code that fits, and a cut', async () => {
  const steps = readEscpos(await receiptToBytes(receipt, 48, IN_LETTERS_ONLY));
  const lines = linesOf(steps);
  const written = lines.map((line) => line.text.trim().replaceAll(/ +/g, ' ')).filter((text) => text !== '');
  expect(written).toEqual([
    'Adeyemi Superstores',
    'COPY',
    'Crème fraîche "Oyo" 200 ml 1,200.00 A',
    '-'.repeat(48),
    'TOTAL N1,200.00',
    'VAT Before Tax With tax',
    'A 7.5 % 1,116.28 83.72 1,200.00',
    'Your receipt',
    'SUR-2-A-000041',
  ]);
  expect(lines.find((line) => line.text.startsWith('TOTAL'))).toMatchObject({
    bold: true,
    across: 2,
    down: 2,
    inverted: false,
  });
  const band = lines.find((line) => line.text.includes('COPY'));
  expect(band?.inverted).toBe(true);
  expect(band?.text).toHaveLength(48);
  expect(lines.find((line) => line.text.startsWith('VAT'))).toMatchObject({ bold: false, across: 1, down: 1 });
  expect(steps.filter((step) => step.kind === 'symbol')).toMatchObject([
    { symbology: 'qr', text: 'https://shop.example/r/abc?name=%E1%BB%8C' },
  ]);
  const bars = steps.filter((step) => step.kind === 'barcode');
  expect(bars).toMatchObject([{ symbology: 'code_128', data: SALE_DIGITS, moduleDots: 2 }]);
  expect(bars.map((step) => barsRaster(step)?.widthDots)).toEqual([510]);
  expect(steps.at(-1)).toEqual({ kind: 'cut' });
});

test('no line is longer than the paper is wide, on either paper, also in large print', async () => {
  for (const columns of [48, 32] as const) {
    for (const line of linesOf(readEscpos(await receiptToBytes(receipt, columns, IN_LETTERS_ONLY))))
      expect(line.text.length * line.across).toBeLessThanOrEqual(columns);
  }
  expect(readEscpos(await receiptToBytes(receipt, 32, IN_LETTERS_ONLY)).some((step) => step.kind === 'barcode')).toBe(
    false,
  );
});

test('a total that is too long for large print on narrow paper stays in one piece', async () => {
  const total = async (columns: 48 | 32) =>
    linesOf(readEscpos(await receiptToBytes(receipt, columns, IN_LETTERS_ONLY))).find((line) =>
      line.text.startsWith('TOTAL'),
    );
  expect(await total(48)).toMatchObject({ text: 'TOTAL        N1,200.00', across: 2, down: 2 });
  expect(await total(32)).toMatchObject({ text: 'TOTAL                N1,200.00', across: 1, down: 2, bold: true });
});

test('a name that somebody typed can’t open the drawer', async () => {
  const kick = String.fromCharCode(...DRAWER_KICK);
  const hostile: ReceiptDocument = {
    ...receipt,
    blocks: [
      { kind: 'text', text: `Milk${kick}`, align: 'left', size: 'normal', bold: false },
      { kind: 'row', left: `Rice${kick}`, right: kick, letter: '\u001bp', size: 'normal', bold: false, indent: false },
      { kind: 'band', text: kick },
      { kind: 'qr', text: `r${kick}`, caption: [kick] },
      { kind: 'barcode', digits: '12', caption: kick },
    ],
  };
  const steps = readEscpos(await receiptToBytes(hostile, 48, IN_LETTERS_ONLY));
  expect(steps.filter((step) => step.kind === 'drawer')).toEqual([]);
  expect(steps.some((step) => step.kind === 'line' && step.text.startsWith('Milk'))).toBe(true);
});

test('the network printer gets every byte, and the drawer’s kick by a connection of its own', async () => {
  await using socket = await printerSocket({ paper: 'in', atEnd: 'hangs_up' });
  const { printer, drawer } = printingDevices(networkPrinter(socket), {
    folder,
    now: () => new Date(0),
    drawing: NO_DRAWING,
  });
  await Promise.all([printer.print(receipt, null), drawer.open()]);
  const jobs = [Buffer.from(DRAWER_KICK), Buffer.from(await receiptToBytes(receipt, 48, IN_LETTERS_ONLY))];
  expect(socket.jobs.toSorted((one, other) => one.length - other.length)).toEqual(jobs);
  expect(socket.mostAtOnce()).toBe(1);
  expect(readEscpos(DRAWER_KICK)).toEqual([
    { kind: 'drawer', pin: 0 },
    { kind: 'drawer', pin: 1 },
  ]);
});

test('a printer that never says how its paper is prints all the same', async () => {
  await using socket = await printerSocket({ paper: null, atEnd: 'hangs_up' });
  await tcpWire(socket, QUICK).send(Uint8Array.of(0x41, 0x0a));
  expect(socket.jobs).toEqual([Buffer.of(0x41, 0x0a)]);
});

test('a printer without paper is not sent a receipt', async () => {
  await using socket = await printerSocket({ paper: 'out', atEnd: 'hangs_up' });
  await expect(tcpWire(socket, PATIENT).send(Uint8Array.of(0x41))).rejects.toMatchObject({
    code: 'printer_out_of_paper',
    retry: 'later',
  });
  expect(socket.jobs.map((job) => job.length).filter((length) => length > 0)).toEqual([]);
});

test.each([
  ['in', 'ready', null],
  ['low', 'paper_low', null],
  ['out', 'printer_out_of_paper', 'printer_out_of_paper'],
  ['cover_open', 'printer_cover_open', 'printer_cover_open'],
  ['stuck', 'printer_stuck', 'printer_stuck'],
  ['paused', 'printer_offline', 'printer_offline'],
  [null, 'silent', null],
] as const)(
  'a printer that says %s is %s, and is sent a receipt only where it can print',
  async (paper, answer, code) => {
    await using socket = await printerSocket({ paper, atEnd: 'hangs_up' });
    const wire = tcpWire(socket, paper === null ? QUICK : PATIENT);
    expect(await wire.answer()).toBe(answer);
    if (code === null) await wire.send(Uint8Array.of(0x41));
    else await expect(wire.send(Uint8Array.of(0x41))).rejects.toMatchObject({ code, retry: 'later' });
    expect(socket.jobs.filter((job) => job.length > 0)).toEqual(code === null ? [Buffer.of(0x41)] : []);
  },
);

test('the virtual printer is as its folder says, and prints nothing while it can’t', async () => {
  const { printer, answer } = printingDevices(NO_PRINTER, { folder, now: () => new Date(0), drawing: NO_DRAWING });
  expect(await answer()).toBe('ready');
  writeFileSync(join(folder, 'printer-state.txt'), 'printer_cover_open\n');
  expect(await answer()).toBe('printer_cover_open');
  await expect(printer.print(receipt, null)).rejects.toMatchObject({ code: 'printer_cover_open', retry: 'later' });
  expect(readdirSync(folder)).toEqual(['printer-state.txt']);
});

test('a printer that is off, breaks off or falls silent says that it is offline', async () => {
  const off = createServer();
  off.listen(0, '127.0.0.1');
  await once(off, 'listening');
  const address = off.address();
  off.close();
  await once(off, 'close');
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const refused = tcpWire({ host: '127.0.0.1', port }, QUICK).send(Uint8Array.of(1));
  await expect(refused).rejects.toMatchObject({ code: 'printer_offline', retry: 'later' });
  await expect(refused).rejects.toThrow('Check cable and power');
  await using broken = await printerSocket({ paper: null, atEnd: 'resets' });
  await expect(tcpWire(broken, QUICK).send(new Uint8Array(4_000_000))).rejects.toMatchObject({
    code: 'printer_offline',
  });
  await using silent = await printerSocket({ paper: null, atEnd: 'stays' });
  await expect(tcpWire(silent, QUICK).send(Uint8Array.of(1))).rejects.toMatchObject({ code: 'printer_offline' });
});

test('a printer that answered and took every byte has printed, though it never hangs up', async () => {
  await using socket = await printerSocket({ paper: 'in', atEnd: 'stays' });
  await tcpWire(socket, PATIENT).send(Uint8Array.of(0x41));
  expect(socket.jobs).toEqual([Buffer.of(0x41)]);
});

test('after a fault the next receipt is tried anew, and callers beyond the line are told at once', async () => {
  await using socket = await printerSocket({ paper: 'in', atEnd: 'hangs_up' });
  const send = tcpWire(socket, PATIENT).send;
  const line = Array.from({ length: 25 }, (_, number) => send(Uint8Array.of(number)));
  const ends = await Promise.allSettled(line);
  expect(ends.map((end) => end.status)).toEqual([
    ...Array<string>(20).fill('fulfilled'),
    ...Array<string>(5).fill('rejected'),
  ]);
  await send(Uint8Array.of(99));
  expect(socket.jobs.map((job) => job[0])).toEqual([...Array(20).keys(), 99]);
});

test('the virtual printer writes text and bytes, numbers them over a restart, and drops the oldest', async () => {
  await virtualPrinter(folder, IN_LETTERS).print(receipt, null);
  const again = virtualPrinter(folder, IN_LETTERS);
  await Promise.all([
    again.print({ ...receipt, marks: ['copy'] }, null),
    again.print({ ...receipt, receiptNumber: '../../x' }, null),
  ]);
  expect(readdirSync(folder).toSorted()).toEqual(
    ['000001-SUR-2-A-000041', '000002-SUR-2-A-000041-copy', '000003-.._.._x'].flatMap((name) => [
      `${name}.bin`,
      `${name}.txt`,
    ]),
  );
  expect(readFileSync(join(folder, '000001-SUR-2-A-000041.txt'), 'utf8')).toBe(receiptToText(receipt, 48));
  expect(readFileSync(join(folder, '000001-SUR-2-A-000041.bin'))).toEqual(
    Buffer.from(await receiptToBytes(receipt, 48, IN_LETTERS_ONLY)),
  );
  writeFileSync(join(folder, '000001-SUR-2-A-000041.png'), '');
  for (let number = 4; number <= 500; number += 1)
    writeFileSync(join(folder, `${String(number).padStart(6, '0')}-n.txt`), '');
  await again.print(receipt, null);
  const left = readdirSync(folder).toSorted();
  expect(left.some((name) => name.startsWith('000001-'))).toBe(false);
  expect(left).toContain('000501-SUR-2-A-000041.txt');
});

test('without a printer’s address receipts and openings go into the folder; a folder that can’t be written is a fault', async () => {
  const { printer, drawer } = printingDevices(NO_PRINTER, {
    folder,
    now: () => new Date('2026-11-21T10:00:00Z'),
    drawing: NO_DRAWING,
  });
  await Promise.all([
    printer.print(receipt, null),
    drawer.open(),
    drawer.open(),
    virtualDisplay(folder).show({ upper: 'Total', lower: '₦1,200' }),
  ]);
  expect(readFileSync(join(folder, 'drawer.txt'), 'utf8')).toBe('2026-11-21T10:00:00.000Z\n'.repeat(2));
  expect(readFileSync(join(folder, 'display.txt'), 'utf8')).toBe('Total\n₦1,200\n');
  const file = join(folder, 'drawer.txt');
  const nowhere = printingDevices(NO_PRINTER, { folder: file, now: () => new Date(0), drawing: NO_DRAWING });
  await expect(nowhere.printer.print(receipt, null)).rejects.toMatchObject({ code: 'printer_offline' });
  await expect(nowhere.drawer.open()).rejects.toMatchObject({ code: 'printer_offline' });
});

test('a printer in one line is a host with or without a port, a spooler’s name or a path, and nothing else', () => {
  const read = (text: string) => printerTextSchema.safeParse(text).data ?? null;
  expect(read('192.168.1.20')).toEqual({ kind: 'network', host: '192.168.1.20', port: 9100 });
  expect(read(' printer.local:9101 ')).toEqual({ kind: 'network', host: 'printer.local', port: 9101 });
  expect(read('tcp://[fe80::1]:9100')).toEqual({ kind: 'network', host: 'fe80::1', port: 9100 });
  expect(read('spooler:Receipts at the door')).toEqual({ kind: 'spooler', name: 'Receipts at the door' });
  expect(read('file:/dev/usb/lp0')).toEqual({ kind: 'file', path: '/dev/usb/lp0' });
  for (const text of [
    '',
    'http://printer',
    'printer/path',
    'a@b',
    'printer:99999',
    'tcp://',
    'spooler:',
    'spooler:-o',
    'file:a\nb',
  ])
    expect(read(text)).toBeNull();
});
