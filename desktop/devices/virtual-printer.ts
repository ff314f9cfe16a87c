import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import { type ReceiptColumns, receiptToText } from '#shared/receipt/to-text.ts';
import type { Printer } from '#till/ports/printer.ts';
import { receiptToBytes } from './receipt-to-bytes.ts';

/** So many receipts stay in the folder; the oldest make room. */
const RECEIPTS_KEPT_MAX = 500;
const NUMBER_DIGITS = 6;
const PRINTED = /^(\d{6,})-.*\.(txt|bin)$/;

/**
 * A printer for tills without one, and for tests: each receipt is a text and the bytes that a real printer would get.
 *
 * The text appears last and whole, so that whoever waits for it finds both.
 */
export function virtualPrinter(folder: string, columns: ReceiptColumns = 48): Printer {
  let last: Promise<unknown> = Promise.resolve();
  return {
    print: (receipt) => {
      const turn = last.then(async () => {
        try {
          await mkdir(folder, { recursive: true });
          const number = await makeRoom(folder);
          const isCopy = receipt.marks.includes('copy');
          const name = `${String(number).padStart(NUMBER_DIGITS, '0')}-${receipt.receiptNumber.replaceAll(/[^\w.-]/g, '_')}${isCopy ? '-copy' : ''}`;
          await writeFile(join(folder, `${name}.bin`), receiptToBytes(receipt, columns));
          await writeFile(join(folder, `${name}.part`), receiptToText(receipt, columns));
          await rename(join(folder, `${name}.part`), join(folder, `${name}.txt`));
        } catch (cause) {
          throw new Fault('printer_offline', 'The folder of the virtual printer can’t be written.', {
            cause,
            retry: 'later',
          });
        }
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** The next number; drops the oldest where the folder is full. */
async function makeRoom(folder: string): Promise<number> {
  const printed = (await readdir(folder)).filter((name) => PRINTED.test(name));
  const numbers = [...new Set(printed.map((name) => Number(PRINTED.exec(name)?.[1] ?? 0)))].toSorted(
    (one, other) => one - other,
  );
  const tooOld = new Set(numbers.slice(0, Math.max(0, numbers.length + 1 - RECEIPTS_KEPT_MAX)));
  for (const name of printed) {
    if (tooOld.has(Number(PRINTED.exec(name)?.[1] ?? 0))) await rm(join(folder, name), { force: true });
  }
  return (numbers.at(-1) ?? 0) + 1;
}
