import { type NightlyDeps, auditDue } from './audit-due.ts';

const LOOK_EVERY_MS = 10 * 60 * 1000;

/** Looks every few minutes whether it is somebody's quiet hour. Ends when the server stops; resolves once nothing runs. */
export function startNightly(deps: NightlyDeps): { readonly ended: () => Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => auditDue(deps))
      .catch((error: unknown) => {
        deps.log.error({ err: error }, 'the audits of the night could not be begun');
      });
  }, LOOK_EVERY_MS);
  timer.unref();
  deps.stopping.addEventListener('abort', () => clearInterval(timer), { once: true });
  return {
    ended: async () => {
      await running;
    },
  };
}
