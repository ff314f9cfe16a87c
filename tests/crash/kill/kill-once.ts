import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CrashTillSpec, Phase, Said } from '../till/crash-till-spec.ts';
import { type RunningTill, runCrashTill } from '../till/run-crash-till.ts';
import { MIGRATION_MS, type Target } from './kill-target.ts';

export type Killed = {
  readonly said: readonly Said[];
  /** What it had announced to enter and not to leave, the innermost last. */
  readonly within: readonly Phase[];
  /** It had begun to bring its file to a newer schema. */
  readonly hasCopied: boolean;
  /** What it complained of where it ended before it was killed: a till that can't start or go on. */
  readonly complaint: string | null;
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
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 1;
const ENTERED_MAX = 3;

/** Starts a till, waits until it announces the phase that is aimed at, and kills it a random moment later. */
export async function killOnce(spec: CrashTillSpec, target: Target, random: () => number): Promise<Killed> {
  const before = copyOf(spec.folder);
  const till = runCrashTill(spec);
  const impatient = setTimeout(till.kill, PATIENCE_MS);
  if (target === 'migration') afterCopy(spec.folder, till, () => spinThen(random() * MIGRATION_MS, till.kill));
  else
    whenEntered(till, PHASE_OF[target], {
      times: 2 + Math.floor(random() * ENTERED_MAX),
      act: (tookMs) => spinThen(random() * tookMs, till.kill),
    });
  await till.ended;
  clearTimeout(impatient);
  return {
    said: till.said(),
    within: openPhases(till.said()),
    hasCopied: copyOf(spec.folder) !== before,
    complaint: till.complaint(),
  };
}

type Aim = { readonly times: number; readonly act: (tookMs: number) => void };

/** Acts when a phase is entered for the n-th time, and says how long it took the time before: within that the kill should fall. */
function whenEntered(till: RunningTill, phase: Phase, { times, act }: Aim): void {
  let left = times;
  let enteredMs = 0;
  let tookMs = 0;
  till.onSaid((said) => {
    if (said.kind === 'leave' && said.phase === phase) tookMs = performance.now() - enteredMs;
    if (said.kind !== 'enter' || said.phase !== phase) return;
    enteredMs = performance.now();
    left -= 1;
    if (left === 0) act(tookMs);
  });
}

/** The till copies its file before it brings it to a newer schema: from there on it is in the middle of it. */
function afterCopy(folder: string, till: RunningTill, act: () => void): void {
  const before = copyOf(folder);
  const look = setInterval(() => {
    if (copyOf(folder) === before) return;
    clearInterval(look);
    act();
  }, LOOK_EVERY_MS);
  void till.ended.then(() => clearInterval(look));
}

/** Which copy lies there: each is a file of its own. */
function copyOf(folder: string): string {
  const copy = statSync(join(folder, 'till.db.before-update'), { throwIfNoEntry: false });
  return copy === undefined ? '' : `${copy.ino} ${copy.birthtimeMs}`;
}

const SPUN_MS_MAX = 4;

/** A timer is a millisecond wide; what happens inside a sale is not. */
function spinThen(delayMs: number, act: () => void): void {
  const atMs = performance.now() + delayMs;
  const spin = (): void => {
    while (performance.now() < atMs) continue;
    act();
  };
  if (delayMs <= SPUN_MS_MAX) spin();
  else setTimeout(spin, delayMs - SPUN_MS_MAX);
}

function openPhases(said: readonly Said[]): Phase[] {
  const open: Phase[] = [];
  for (const one of said) {
    if (one.kind === 'enter') open.push(one.phase);
    if (one.kind === 'leave') open.splice(open.lastIndexOf(one.phase), 1);
  }
  return open;
}
