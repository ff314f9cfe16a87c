import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import { receiptToText } from '#shared/receipt/to-text.ts';
import type { Printer } from '#till/ports/printer.ts';
import { drawPrint } from './drawing/draw-print.ts';
import { rasterToPng } from './drawing/raster-to-png.ts';
import { type PrintLayout, printedBytes } from './escpos-printer.ts';
import { readEscpos } from './escpos/read-escpos.ts';
import { nextNumber } from './numbered-files.ts';
import { troubleIn } from './printer-talk.ts';
import { printerFault } from './send-bytes.ts';
import { virtualAnswer } from './virtual-state.ts';

/**
 * A printer for tills without one, and for tests: each receipt is a text, the bytes that a real printer would get, and
 * a picture of what it would make of them. It is out of paper, open, stuck or off when `printer-state.txt` says so.
 *
 * The text appears last and whole, so that whoever waits for it finds all.
 */
export function virtualPrinter(folder: string, layout: PrintLayout): Printer {
  let last: Promise<unknown> = Promise.resolve();
  return {
    print: (receipt, logo) => {
      const turn = last.then(async () => {
        const trouble = troubleIn(await virtualAnswer(folder));
        if (trouble !== null) throw printerFault(trouble, 'The virtual printer was told to say so.');
        try {
          await mkdir(folder, { recursive: true });
          const number = await nextNumber(folder);
          const isCopy = receipt.marks.includes('copy');
          const name = `${number}-${receipt.receiptNumber.replaceAll(/[^\w.-]/g, '_')}${isCopy ? '-copy' : ''}`;
          const bytes = await printedBytes(receipt, logo, layout);
          await writeFile(join(folder, `${name}.bin`), bytes);
          const pen = await layout.drawing();
          if (pen !== null) {
            const paper = await drawPrint(readEscpos(bytes), layout.columns, pen.line);
            await writeFile(join(folder, `${name}.png`), rasterToPng(paper));
          }
          await writeFile(join(folder, `${name}.part`), receiptToText(receipt, layout.columns));
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
