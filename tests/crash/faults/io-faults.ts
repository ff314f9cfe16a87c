import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERRORS } from '#shared/base/error-codes.ts';
import { checkTillFolder, hasSale } from '../check/check-till-folder.ts';
import { copyTillFiles } from '../check/copy-till-files.ts';
import { type Answered, type Said, answeredIn, crashTillSpec } from '../till/crash-till-spec.ts';
import { type RunningTill, runCrashTill } from '../till/run-crash-till.ts';
import { type InjectedFault, faultText, withFault } from './inject-fault.ts';

export type FaultKind = Pick<InjectedFault, 'call' | 'error' | 'isLasting' | 'times'> & { readonly file?: string };

/** Every way in which a disk fails under a sale, and what the cashier may be told then. */
export const FAULT_KINDS: readonly FaultKind[] = [
  { call: 'fsync', error: 'EIO', isLasting: false },
  { call: 'fsync', error: 'EIO', isLasting: true },
  // The flush of COMMIT fails, and that of the closing: the -wal stays, and the sale in it.
  { call: 'fsync', error: 'EIO', isLasting: false, times: 2, file: 'till.db-wal' },
  { call: 'pwrite64', error: 'EIO', isLasting: false },
  { call: 'pwrite64', error: 'ENOSPC', isLasting: false },
  { call: 'pwrite64', error: 'ENOSPC', isLasting: true },
  { call: 'write', error: 'ENOSPC', isLasting: false, file: 'pending.journal' },
  { call: 'ftruncate', error: 'EIO', isLasting: false },
];

const SENTENCES: ReadonlyMap<string, string> = new Map(
  (['store_io', 'store_unsure', 'store_disk_full'] as const).map((code) => [
    code,
    `${ERRORS[code].happened} ${ERRORS[code].action}`,
  ]),
);

export type FaultReport = {
  /** For each kind of fault: how many places it was tried at, and what the cashier heard there. */
  readonly kinds: readonly {
    readonly kind: string;
    readonly places: number;
    readonly heard: Readonly<Record<string, number>>;
  }[];
  readonly wrong: readonly string[];
};

export type FaultOptions = {
  readonly during: 'sell' | 'backup';
  /** 1 tries every place; a larger one leaves some out. */
  readonly stride: number;
  readonly kinds: readonly FaultKind[];
  readonly say: (line: string) => void;
};

const PLACES_MAX = 400;

/** Lets every single call of a whole sale fail, one after the other, in a till that lives through all of it. */
export async function failEverywhere(options: FaultOptions): Promise<FaultReport> {
  const place = mkdtempSync(join(tmpdir(), 'stockavoo-faults-'));
  const folder = join(place, 'till');
  const wrong: string[] = [];
  const till = runCrashTill(crashTillSpec(folder, { seed: true }));
  await till.until((said) => said.kind === 'ready');
  const kinds = [];
  for (const kind of options.kinds) {
    const heard: Record<string, number> = {};
    let places = 0;
    for (let when = 1; when <= PLACES_MAX; when += options.stride) {
      // Idle for a moment: the ballast is taken again.
      await till.order('checkpoint');
      const fault = { ...kind, when, ...(kind.file === undefined ? {} : { path: join(folder, kind.file) }) };
      const tried = await failOnce({ till, folder, place }, fault, options.during);
      if (!tried.hasFailed) break;
      places += 1;
      heard[tried.heard] = (heard[tried.heard] ?? 0) + 1;
      wrong.push(...tried.wrong.map((problem) => `${faultText(fault)} of a ${options.during}: ${problem}`));
    }
    kinds.push({ kind: `${kind.call} ${kind.error}${kind.isLasting ? ' and after' : ''}`, places, heard });
    options.say(
      `${options.during}, ${kinds.at(-1)?.kind}: ${places} places, ${JSON.stringify(heard)}, ${wrong.length} wrong`,
    );
  }
  till.kill();
  await till.ended;
  rmSync(place, { recursive: true, force: true });
  return { kinds, wrong };
}

type Trial = { readonly till: RunningTill; readonly folder: string; readonly place: string };

async function failOnce(trial: Trial, fault: InjectedFault, during: FaultOptions['during']) {
  const { till, folder, place } = trial;
  const before = till.said().length;
  const failed = await withFault(till.pid, fault, join(place, 'strace'), async () => {
    await till.order(during);
  });
  const now = till.said().slice(before);
  const wrong = sentencesIn(now);
  if (isUnnoticed(fault, failed, now)) wrong.push('a backup that was not flushed counts as made');
  wrong.push(...wronglyFailed(now, trial));
  wrong.push(...wrongAgain(await till.order('again')));
  const next = await till.order('sell');
  if (!next.some(({ kind }) => kind === 'sold')) wrong.push(`the next sale was not made: ${JSON.stringify(next)}`);
  const copy = join(place, 'copy');
  copyTillFiles(folder, copy);
  const answered: Answered[] = answeredIn(till.said());
  wrong.push(...checkTillFolder(copy, { answered, hasJournal: true }).wrong);
  return { hasFailed: failed !== null, wrong, heard: heardIn(now) };
}

/** The flush of a backup's own file failed, and nobody says so. */
function isUnnoticed({ call }: InjectedFault, failed: string | null, said: readonly Said[]): boolean {
  const isBackup = call === 'fsync' && failed?.endsWith('.db.part') === true;
  return isBackup && !said.some((one) => one.kind === 'logged' && one.event === 'upkeep_failed');
}

/** What the cashier heard is a sale, or the sentence of the catalogue for what happened. */
function sentencesIn(said: readonly Said[]): string[] {
  return said.flatMap((one) => {
    if (one.kind !== 'failed') return [];
    const sentence = SENTENCES.get(one.code);
    if (sentence === undefined) return [`the cashier hears ${one.code}: ${one.sentence}`];
    return sentence === one.sentence ? [] : [`${one.code} is said as: ${one.sentence}`];
  });
}

/** A sale that could not be paid is paid the second time; one that was there all the time is answered with what it was. */
function wrongAgain(again: readonly Said[]): string[] {
  const refused = again.find((one) => one.kind === 'failed');
  return refused === undefined ? [] : [`paid again it says ${refused.code}: ${refused.sentence}`];
}

/** Whoever hears that a sale failed sells it again: then it is not in the file. Or the till says that it can't say yet. */
function wronglyFailed(said: readonly Said[], { folder, place }: Trial): string[] {
  const failed = said.find((one) => one.kind === 'failed');
  if (failed === undefined || failed.code === 'store_unsure') return [];
  const copy = join(place, 'failed');
  copyTillFiles(folder, copy);
  return hasSale(copy, failed.saleId) ? ['the cashier heard that the sale failed, and it is in the file'] : [];
}

function heardIn(said: readonly Said[]): string {
  const failed = said.find((one) => one.kind === 'failed');
  return failed?.code ?? (said.some(({ kind }) => kind === 'sold') ? 'sold' : 'nothing');
}
