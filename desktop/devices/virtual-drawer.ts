import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import type { CashDrawer } from '#till/ports/cash-drawer.ts';

const OPENINGS_KEPT_MAX = 1000;

/** A drawer for tills without one, and for tests: `drawer.txt` holds the time of each opening since the start. */
export function virtualDrawer(folder: string, now: () => Date): CashDrawer {
  const openings: string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  return {
    open: () => {
      openings.push(now().toISOString());
      if (openings.length > OPENINGS_KEPT_MAX) openings.shift();
      const text = openings.map((opening) => `${opening}\n`).join('');
      const turn = last.then(async () => {
        try {
          await mkdir(folder, { recursive: true });
          await writeFile(join(folder, 'drawer.txt'), text);
        } catch (cause) {
          throw new Fault('printer_offline', 'The folder of the virtual drawer can’t be written.', {
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
