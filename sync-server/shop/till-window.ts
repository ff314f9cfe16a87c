import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const STOP_GRACE_MS = 20_000;

/** What of the machine decides whether a window can be shown. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** Electron's program, where it was downloaded and there is a display for its window; null where the browser is the till. */
export function findElectron(packageFolder: string, machine: Machine): string | null {
  const { DISPLAY = '', WAYLAND_DISPLAY = '' } = machine.environment;
  // On Linux it needs a display, and its sandbox doesn't run as root.
  if (machine.platform === 'linux' && (machine.isRoot || (DISPLAY === '' && WAYLAND_DISPLAY === ''))) return null;
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = join(packageFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/** Opens a till in a window of its own. Whoever closes the window closes that till, so it isn't started again. */
export function openTillWindow(window: { electron: string; root: string; dataDir: string; logFile: string }): {
  readonly stop: () => Promise<void>;
} {
  const log = openSync(window.logFile, 'a');
  const child = spawn(window.electron, ['.'], {
    cwd: window.root,
    env: { ...process.env, STOCKAVOO_TILL_DIR: window.dataDir },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // A program that can't be started is no till; the ones in the browser are there.
    child.once('error', () => resolve());
  });
  return {
    stop: async () => {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
      await gone;
      clearTimeout(force);
    },
  };
}
