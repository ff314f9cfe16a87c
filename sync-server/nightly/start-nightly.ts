import { type NightlyDeps, auditDue } from './audit-due.ts';
import { type LookDeps, lookRound } from './look-round.ts';

const AUDIT_LOOK_EVERY_MS = 10 * 60 * 1000;
const NOTICES_EVERY_MS = 5 * 60 * 1000;

/**
 * Looks every few minutes whether it is somebody's quiet hour, and what people should hear of. Ends when the server stops;
 * resolves once nothing runs.
 */
export function startNightly(deps: NightlyDeps & LookDeps): { readonly ended: () => Promise<void> } {
  const audits = startRounds(deps, AUDIT_LOOK_EVERY_MS, () => auditDue(deps));
  const notices = startRounds(deps, NOTICES_EVERY_MS, () => lookRound(deps));
  return {
    ended: async () => {
      await audits.ended();
      await notices.ended();
    },
  };
}

/** Does something again and again, one round after the other; a round that fails is logged, and the next comes all the same. */
function startRounds(
  deps: NightlyDeps,
  everyMs: number,
  round: () => Promise<unknown>,
): { readonly ended: () => Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(round).catch((error: unknown) => {
      deps.log.error({ err: error }, 'a round of what the server does by itself could not be begun');
    });
  }, everyMs);
  timer.unref();
  deps.stopping.addEventListener('abort', () => clearInterval(timer), { once: true });
  return {
    ended: async () => {
      await running;
    },
  };
}
