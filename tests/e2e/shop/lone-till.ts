import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kept } from '#server/shop/keep-running.ts';
import { runToken } from '#server/shop/run-token.ts';
import { waitUntil } from '#server/shop/wait-until.ts';
import { freePort } from '#tests/support/free-port.ts';
import { type TillDoor, keepTill } from './keep-till.ts';

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 50;

/** A till that belongs to nobody yet, on a folder of its own. */
export interface LoneTill extends AsyncDisposable {
  readonly door: TillDoor;
  /** The folder of its files. */
  readonly tillDir: string;
  /** Where its window is. */
  readonly url: string;
  /** Switches it off, does something to its files, and switches it on again. */
  readonly whileOff: (work: () => void) => Promise<void>;
}

/** Opens a till as it stands on a machine on which it was just installed; it needs no office. */
export async function openLoneTill(): Promise<LoneTill> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stockavoo-lone-'));
  const tillDir = join(dataDir, 'till-1');
  mkdirSync(tillDir, { mode: 0o700 });
  const door: TillDoor = { port: await freePort(), runToken: runToken(tillDir) };
  let kept = await started(tillDir, door);
  return {
    door,
    tillDir,
    url: `http://127.0.0.1:${door.port}/#${door.runToken}`,
    whileOff: async (work) => {
      await kept.stop();
      work();
      kept = await started(tillDir, door);
    },
    [Symbol.asyncDispose]: async () => {
      await kept.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function started(tillDir: string, door: TillDoor): Promise<Kept> {
  const logFile = join(tillDir, '..', 'till.log');
  const kept = keepTill(tillDir, door, logFile);
  const isUp = async () => ((await fetch(`http://127.0.0.1:${door.port}/health`)).ok ? true : undefined);
  const up = await waitUntil(isUp, { everyMs: ASK_EVERY_MS, withinMs: READY_WITHIN_MS });
  if (up !== undefined) return kept;
  await kept.stop();
  throw new Error(`The till did not start. What it said is in ${logFile}.`);
}
