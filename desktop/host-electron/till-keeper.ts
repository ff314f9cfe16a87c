import type { Log } from '#till/ports/log.ts';
import { type FromTill, type SecretWish, type TillSettings, type ToTill, fromTillSchema } from './process-messages.ts';

/** The till's process, as far as it is used here. */
export type TillChild<Port> = {
  readonly postMessage: (message: ToTill, ports?: Port[]) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onExit: (listener: (code: number) => void) => void;
  readonly kill: () => void;
};

export type TillKeeperDeps<Port> = {
  readonly fork: () => TillChild<Port>;
  readonly settings: TillSettings;
  readonly answerSecret: (id: number, ask: SecretWish) => Promise<ToTill>;
  /** Called each time the till opened: windows need a new port. */
  readonly onReady: () => void;
  /** The till can't open, for a reason that starting it again won't mend. */
  readonly onFailed: (message: string) => void;
  readonly log: Log;
};

/** Keeps the till's process running: what was finished and the open sale are on its disk, so a new one goes on where the old one was. */
export type TillKeeper<Port> = {
  readonly start: () => void;
  /** Gives the till its end of a window's channel; only once it is ready. */
  readonly givePort: (port: Port) => void;
  readonly isReady: () => boolean;
  /** Asks the till to close its files and end; it is ended if it doesn't. */
  readonly close: () => Promise<void>;
};

const RESTART_MIN_MS = 250;
const RESTART_MAX_MS = 5_000;
/** A till that ends so often in a row has a fault that a restart won't mend. */
const RESTARTS_MAX = 10;
const WELL_AFTER_MS = 10_000;
const CLOSE_GRACE_MS = 10_000;
const GIVEN_UP =
  'The till ended by itself several times. What was finished is safe on its disk; tell support if it stays.';

export function tillKeeper<Port>(deps: TillKeeperDeps<Port>): TillKeeper<Port> {
  let child: TillChild<Port> | null = null;
  let isReady = false;
  let hasFailed = false;
  let closing: (() => void) | null = null;
  const planRestart = restartPlan();
  let timer: NodeJS.Timeout | undefined;

  const take = (from: TillChild<Port>, message: FromTill): void => {
    switch (message.kind) {
      case 'ready':
        isReady = true;
        deps.onReady();
        return;
      case 'failed':
        hasFailed = true;
        from.postMessage({ kind: 'close' });
        deps.onFailed(message.message);
        return;
      case 'keychain':
        void deps.answerSecret(message.id, message.ask).then((answer) => from.postMessage(answer));
        return;
    }
  };

  const onExit = (ended: TillChild<Port>, code: number, startedMs: number): void => {
    // One that failed may end after the next was started.
    if (child !== ended) return;
    child = null;
    isReady = false;
    if (closing !== null) return closing();
    if (hasFailed) return;
    const waitMs = planRestart(performance.now() - startedMs);
    deps.log.error('till_process_ended', { code, startsAgainInMs: waitMs });
    if (waitMs === null) deps.onFailed(GIVEN_UP);
    else timer = setTimeout(start, waitMs);
  };

  const start = (): void => {
    hasFailed = false;
    const startedMs = performance.now();
    const started = deps.fork();
    child = started;
    started.onMessage((message) => {
      const read = fromTillSchema.safeParse(message);
      if (read.success) take(started, read.data);
      else deps.log.error('till_message_unreadable');
    });
    started.onExit((code) => onExit(started, code, startedMs));
    started.postMessage({ kind: 'open', settings: deps.settings });
  };

  const close = async (): Promise<void> => {
    clearTimeout(timer);
    const running = child;
    if (running === null) return;
    await new Promise<void>((resolve) => {
      const force = setTimeout(running.kill, CLOSE_GRACE_MS);
      closing = () => {
        clearTimeout(force);
        resolve();
      };
      running.postMessage({ kind: 'close' });
    });
  };

  return { start, givePort: (port) => child?.postMessage({ kind: 'window' }, [port]), isReady: () => isReady, close };
}

/** Says how long to wait before the next start, by how long the last one ran; null once it is no use. */
function restartPlan(): (ranMs: number) => number | null {
  let waitMs = RESTART_MIN_MS;
  let restarts = 0;
  return (ranMs) => {
    const wasWell = ranMs > WELL_AFTER_MS;
    waitMs = wasWell ? RESTART_MIN_MS : Math.min(waitMs * 2, RESTART_MAX_MS);
    restarts = wasWell ? 1 : restarts + 1;
    return restarts > RESTARTS_MAX ? null : waitMs;
  };
}
