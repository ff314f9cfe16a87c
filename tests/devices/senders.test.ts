import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cupsSender, cupsTrouble, troubleSaid } from '#devices/cups-sender.ts';
import { fileWire } from '#devices/file-wire.ts';
import { RAW_PRINT_SCRIPT } from '#devices/raw-print-script.ts';

const BYTES = Uint8Array.of(0x1b, 0x40, 0x41, 0x00, 0xff, 0x0a);
const QUICK = { statusMs: 2_000, sendMs: 400 };
const isLinux = process.platform === 'linux';

let folder: string;
const pathBefore = process.env['PATH'];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-senders-'));
});
afterEach(() => {
  process.env['PATH'] = pathBefore;
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a program of the spooler before the machine's own; it keeps what it was called with and what it was sent. */
function install(name: 'lp' | 'lpr' | 'lpstat', body: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/${name}.args'\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
  process.env['PATH'] = `${folder}:/usr/bin:/bin`;
}

const kept = (file: string) => readFileSync(join(folder, file));
const argsOf = (name: string) => kept(`${name}.args`).toString('utf8').trimEnd().split('\n');

describe.skipIf(process.platform === 'win32')('the spooler of Linux and macOS', () => {
  test('lp gets every byte as it is, for the printer of this name and no other word', async () => {
    install('lpstat', "echo 'printer Receipts at $(door) is idle.'");
    install('lp', `cat > '${folder}/taken'`);
    await cupsSender('Receipts at $(door)', QUICK)(BYTES);
    expect(kept('taken')).toEqual(Buffer.from(BYTES));
    expect(argsOf('lp')).toEqual(['-s', '-d', 'Receipts at $(door)', '-o', 'raw', '-t', 'Stockavoo']);
    expect(argsOf('lpstat')).toEqual(['-l', '-p', 'Receipts at $(door)']);
  });

  test('where there is no lp, lpr takes it; where there is neither, the printer is not found', async () => {
    process.env['PATH'] = folder;
    await expect(cupsSender('Receipts', QUICK)(BYTES)).rejects.toMatchObject({ code: 'printer_not_found' });
    install('lpr', `/bin/cat > '${folder}/taken'`);
    process.env['PATH'] = folder;
    await cupsSender('Receipts', QUICK)(BYTES);
    expect(kept('taken')).toEqual(Buffer.from(BYTES));
  });

  test.each([
    ['echo "lp: Error - The printer or class does not exist." >&2; exit 1', 'printer_not_found'],
    ['echo "lp: Forbidden" >&2; exit 1', 'printer_not_allowed'],
    ['echo "lp: Unable to connect to server" >&2; exit 1', 'printer_offline'],
    ['exec sleep 20', 'printer_offline'],
  ])('what lp says becomes a fault that can be tried again: %s', async (body, code) => {
    install('lpstat', 'exit 0');
    install('lp', body);
    await expect(cupsSender('Receipts', QUICK)(BYTES)).rejects.toMatchObject({ code, retry: 'later' });
  });

  test('a printer that the spooler knows to be without paper is sent nothing', async () => {
    install('lpstat', "printf 'printer Receipts now printing Receipts-7.\\n\\tAlerts: media-empty-error\\n'");
    install('lp', 'exit 0');
    await expect(cupsSender('Receipts', QUICK)(BYTES)).rejects.toMatchObject({ code: 'printer_out_of_paper' });
    expect(readdirSync(folder)).not.toContain('lp.args');
    install('lpstat', 'echo \'lpstat: Invalid destination name in list "Receipts".\' >&2; exit 1');
    expect(await cupsTrouble('Receipts', QUICK)).toBe('printer_not_found');
  });
});

test.each([
  ['printer R is idle.  enabled since today\n\tAlerts: none', null],
  ['printer R is idle.  enabled since today\n\tAlerts: media-empty-error offline-report', null],
  ['printer R now printing R-7.\n\tAlerts: none', null],
  ['printer R now printing R-7.\n\tAlerts: media-empty-error', 'printer_out_of_paper'],
  ['printer R now printing R-7.\n\tAlerts: cover-open', 'printer_cover_open'],
  ['printer R now printing R-7.\n\tAlerts: media-jam-error', 'printer_stuck'],
  ['printer R now printing R-7.\n\tAlerts: offline-report', 'printer_offline'],
  ['printer R disabled since today -\n\tPaused\n\tAlerts: paused', 'printer_offline'],
])('the spooler’s words %j mean %s', (said, trouble) => {
  expect(troubleSaid(said)).toBe(trouble);
});

describe('a device file or a folder', () => {
  test('a folder gets each receipt whole, under the next number', async () => {
    const send = fileWire(folder).send;
    await Promise.all([send(BYTES), send(Uint8Array.of(1))]);
    expect(readdirSync(folder).toSorted()).toEqual(['000001-print.bin', '000002-print.bin']);
    expect(kept('000001-print.bin')).toEqual(Buffer.from(BYTES));
  });

  test('a printer that is off has no device; an ordinary file is left as it is', async () => {
    await expect(fileWire(join(folder, 'lp0')).send(BYTES)).rejects.toMatchObject({ code: 'printer_offline' });
    expect(readdirSync(folder)).toEqual([]);
    const books = join(folder, 'till.db');
    writeFileSync(books, 'money');
    await expect(fileWire(books).send(BYTES)).rejects.toMatchObject({ code: 'printer_not_found', retry: 'later' });
    expect(kept('till.db').toString('utf8')).toBe('money');
  });

  test.skipIf(!isLinux)('a device takes the bytes; one with no room for them is out of paper', async () => {
    await fileWire('/dev/null').send(BYTES);
    await expect(fileWire('/dev/full').send(BYTES)).rejects.toMatchObject({ code: 'printer_out_of_paper' });
  });

  test.skipIf(!isLinux)('a device that holds its writer is given up, and the next receipt is tried anew', async () => {
    const holds = { sendMs: 150, writer: () => ({ command: 'sleep', args: ['20'] }) };
    const send = fileWire('/dev/null', holds).send;
    await expect(send(BYTES)).rejects.toMatchObject({ code: 'printer_offline', retry: 'later' });
    await expect(send(BYTES)).rejects.toMatchObject({ code: 'printer_offline' });
  });
});

test('the script for Windows sends raw, takes the name from its environment alone, and knows how a printer is', () => {
  expect(RAW_PRINT_SCRIPT).toContain('dataType = "RAW"');
  expect(RAW_PRINT_SCRIPT.match(/STOCKAVOO_\w+/g)).toEqual(['STOCKAVOO_PRINTER_WORK', 'STOCKAVOO_PRINTER_NAME']);
  // Twice as long in UTF-16, then a third more in base64; a command line of Windows ends at 32,767 signs.
  expect(RAW_PRINT_SCRIPT.length * 2 * (4 / 3)).toBeLessThan(30_000);
});
