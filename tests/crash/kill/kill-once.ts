import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CrashTillSpec, Phase, Said } from '../till/crash-till-spec.ts';
import { type RunningTill, runCrashTill } from '../till/run-crash-till.ts';
import { DELAY_MS_MAX, type Target } from './kill-target.ts';

export type Killed = {
  readonly said: readonly Said[];
  /** What it had announced to enter and not to leave, the innermost last. */
  readonly within: readonly Phase[];
  /** It had begun to bring its file to a newer schema. */
  readonly hasCopied: boolean;
};

const PHASE_OF: Readonly<Record<Target, Phase>> = {
  sale: 'sale',
  checkpoint: 'checkpoint',
  backup: 'backup',
  migration: 'migration',
  pull: 'pull',
  swap: 'pull',
};
/** A till that never comes to the phase is killed all the same, wherever it is. */
const PATIENCE_MS = 8_000;
const LOOK_EVERY_MS = 1;
const ENTERED_MAX = 4;

/** Starts a till, waits until it announces the phase that is aimed at, and kills it a random moment later. */
export async function killOnce(spec: CrashTillSpec, target: Target, random: () => number): Promise<Killed> {
  const before = copyOf(spec.folder);
  const till = runCrashTill(spec);
  const impatient = setTimeout(till.kill, PATIENCE_MS);
  const aim = random() * DELAY_MS_MAX[target];
  if (target === 'migration') afterCopy(spec.folder, till, () => spinThen(aim, till.kill));
  else
    whenEntered(till, PHASE_OF[target], {
      times: 1 + Math.floor(random() * ENTERED_MAX),
      act: () => spinThen(aim, till.kill),
    });
  await till.ended;
  clearTimeout(impatient);
  return { said: till.said(), within: openPhases(till.said()), hasCopied: copyOf(spec.folder) !== before };
}

function whenEntered(till: RunningTill, phase: Phase, { times, act }: { times: number; act: () => void }): void {
  let left = times;
  till.onSaid((said) => {
    if (said.kind === 'enter' && said.phase === phase) left -= 1;
    if (left !== 0) return;
    left = Number.NaN;
    act();
  });
}

/** The till copies its file before it brings it to a newer schema: from there on it is in the middle of it. */
function afterCopy(folder: string, till: RunningTill, then: () => void): void {
  const before = copyOf(folder);
  const look = setInterval(() => {
    if (copyOf(folder) === before) return;
    clearInterval(look);
    then();
  }, LOOK_EVERY_MS);
  void till.ended.then(() => clearInterval(look));
}

/** Which copy lies there: each is a file of its own. */
function copyOf(folder: string): string {
  const copy = statSync(join(folder, 'till.db.before-update'), { throwIfNoEntry: false });
  return copy === undefined ? '' : `${copy.ino} ${copy.birthtimeMs}`;
}

/** A timer is a millisecond wide; what happens inside a sale is not. */
function spinThen(delayMs: number, then: () => void): void {
  const atMs = performance.now() + (delayMs % 1);
  setTimeout(() => {
    while (performance.now() < atMs) continue;
    then();
  }, Math.floor(delayMs));
}

function openPhases(said: readonly Said[]): Phase[] {
  const open: Phase[] = [];
  for (const one of said) {
    if (one.kind === 'enter') open.push(one.phase);
    if (one.kind === 'leave') open.splice(open.lastIndexOf(one.phase), 1);
  }
  return open;
}
