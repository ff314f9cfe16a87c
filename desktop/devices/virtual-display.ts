import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Display } from '#till/ports/display.ts';

/** A customer display for tills without one, and for tests: `display.txt` holds what it shows now. */
export function virtualDisplay(folder: string): Display {
  let last: Promise<unknown> = Promise.resolve();
  return {
    show: ({ upper, lower }) => {
      const turn = last.then(async () => {
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'display.txt'), `${upper}\n${lower}\n`);
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
