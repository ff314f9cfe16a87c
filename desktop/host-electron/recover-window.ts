import type { WebContents } from 'electron';
import type { Log } from '#till/ports/log.ts';

const RELOADS_MAX = 5;
const COUNTED_FOR_MS = 60_000;
const RELOAD_AFTER_MS = 250;

/** Loads the page again when its process died: the open sale is on the till's disk. Gives up where that keeps failing. */
export function recoverWindow(contents: WebContents, log: Log, onGivenUp: () => void): void {
  let reloads: readonly number[] = [];
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    const nowMs = performance.now();
    reloads = [...reloads.filter((atMs) => nowMs - atMs < COUNTED_FOR_MS), nowMs];
    log.error('window_process_ended', { reason, exitCode, times: reloads.length });
    if (reloads.length > RELOADS_MAX) return onGivenUp();
    setTimeout(() => {
      if (!contents.isDestroyed()) contents.reload();
    }, RELOAD_AFTER_MS);
  });
}
