import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERRORS } from '#shared/base/error-codes.ts';
import { checkTillFolder } from '../check/check-till-folder.ts';
import { copyTillFiles } from '../check/copy-till-files.ts';
import { type Answered, type Said, answeredIn, crashTillSpec } from '../till/crash-till-spec.ts';
import { runCrashTill } from '../till/run-crash-till.ts';
import { mountSmallDisk } from './small-disk.ts';

export type FullDiskReport = {
  readonly soldUntilFull: number;
  readonly soldAfterRestart: number;
  readonly soldWithRoom: number;
  readonly heard: string;
  readonly wrong: readonly string[];
};

const SIZE_MIB = 8;
const GROWN_MIB = 24;
const BALLAST_BYTES = 512 * 1024;
const SALES_MAX = 5_000;
const SALES_WITH_ROOM = 30;
const FULL = `${ERRORS.store_disk_full.happened} ${ERRORS.store_disk_full.action}`;

/** Sells on a disk of 8 MiB until nothing goes any more, kills and starts the till on the full disk, then makes room. */
export async function fillDisk(): Promise<FullDiskReport> {
  using disk = mountSmallDisk(SIZE_MIB);
  const copies = mkdtempSync(join(tmpdir(), 'stockavoo-full-'));
  const folder = join(disk.folder, 'till');
  const spec = crashTillSpec(folder, { ballastBytes: BALLAST_BYTES });
  const answered: Answered[] = [];
  const wrong: string[] = [];
  const look = (when: string): void => {
    copyTillFiles(folder, copies);
    wrong.push(
      ...checkTillFolder(copies, { answered, hasJournal: false }).wrong.map((problem) => `${when}: ${problem}`),
    );
  };
  const sellUntil = async (till: ReturnType<typeof runCrashTill>, most: number): Promise<Said | null> => {
    for (let sale = 0; sale < most; sale += 1) {
      const said = await till.order('sell');
      answered.push(...answeredIn(said));
      const failed = said.find(({ kind }) => kind === 'failed');
      if (failed !== undefined) return failed;
    }
    return null;
  };
  const first = runCrashTill({ ...spec, seed: true });
  await first.until((said) => said.kind === 'ready');
  writeFileSync(join(folder, 'ballast'), new Uint8Array(BALLAST_BYTES));
  const heard = await sellUntil(first, SALES_MAX);
  const soldUntilFull = answered.length;
  wrong.push(...wrongSentence('on a full disk', heard));
  if (existsSync(join(folder, 'ballast'))) wrong.push('the ballast was not given up');
  look('full');
  first.kill();
  await first.ended;
  look('full and killed');
  const soldAfterRestart = await restartFull(spec, { answered, wrong, sellUntil });
  look('started again on a full disk');
  disk.growTo(GROWN_MIB);
  const third = runCrashTill(spec);
  await third.until((said) => said.kind === 'ready');
  const before = answered.length;
  const again = await sellUntil(third, SALES_WITH_ROOM);
  if (again !== null) wrong.push(`with room it does not sell on: ${JSON.stringify(again)}`);
  await third.close();
  look('with room again');
  rmSync(copies, { recursive: true, force: true });
  const words = heard?.kind === 'failed' ? heard.sentence : 'nothing';
  return { soldUntilFull, soldAfterRestart, soldWithRoom: answered.length - before, heard: words, wrong };
}

type Restart = {
  readonly answered: readonly Answered[];
  readonly wrong: string[];
  readonly sellUntil: (till: ReturnType<typeof runCrashTill>, most: number) => Promise<Said | null>;
};

const ROOM_LEFT_BYTES = 16 * 1024;

/** Another program fills the disk while the till is off: it starts all the same and sells, by what it had kept free. */
export async function startOnFullDisk(): Promise<{ readonly sold: number; readonly wrong: readonly string[] }> {
  using disk = mountSmallDisk(SIZE_MIB);
  const copies = mkdtempSync(join(tmpdir(), 'stockavoo-full-'));
  const folder = join(disk.folder, 'till');
  const spec = crashTillSpec(folder, { ballastBytes: 2 * BALLAST_BYTES });
  const first = runCrashTill({ ...spec, seed: true });
  const answered = answeredIn(await first.order('sell'));
  await first.close();
  writeFileSync(join(folder, 'ballast'), new Uint8Array(2 * BALLAST_BYTES));
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(disk.folder, 'films'), new Uint8Array(bavail * bsize - ROOM_LEFT_BYTES));
  const till = runCrashTill(spec);
  const wrong: string[] = [];
  try {
    await till.until((said) => said.kind === 'ready');
    answered.push(...answeredIn(await till.order('sell')));
    await till.close();
  } catch (error) {
    wrong.push(String(error));
  }
  copyTillFiles(folder, copies);
  wrong.push(...checkTillFolder(copies, { answered, hasJournal: false }).wrong);
  rmSync(copies, { recursive: true, force: true });
  return { sold: answered.length, wrong };
}

/** The shop switches the till off and on: it opens or says why not, and what it says is that the disk is full. */
async function restartFull(
  spec: ReturnType<typeof crashTillSpec>,
  { answered, wrong, sellUntil }: Restart,
): Promise<number> {
  const before = answered.length;
  const till = runCrashTill(spec);
  const isOpen = await till
    .until((said) => said.kind === 'ready')
    .then(
      () => true,
      (error: unknown) => {
        // By a fault that ends the start, or by the answer to the first thing that somebody wants to write: the sign-in.
        if (!/(code: '|"fault\\?":\\?")store_disk_full/.test(String(error)))
          wrong.push(`it does not start on a full disk: ${String(error)}`);
        return false;
      },
    );
  if (!isOpen) return 0;
  wrong.push(...wrongSentence('after a start on a full disk', await sellUntil(till, SALES_MAX)));
  till.kill();
  await till.ended;
  return answered.length - before;
}

function wrongSentence(when: string, heard: Said | null): string[] {
  if (heard?.kind === 'failed' && heard.code === 'store_disk_full' && heard.sentence === FULL) return [];
  return [`${when} the cashier hears ${JSON.stringify(heard)}`];
}
