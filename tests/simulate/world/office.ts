import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROTOCOL_PULL_MIN, PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { type ServerConfig, readConfig } from '#server/config.ts';
import { createLogger } from '#server/platform/log/logger.ts';
import { type OpenedDeps, openDeps } from '#server/platform/open-deps.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { type Server, createServer } from '#server/server.ts';
import { type SimDatabase, openDatabase } from './database.ts';
import type { Scheduler } from './scheduler.ts';
import type { Snapshot } from './snapshot.ts';

/** The real server on its database, in this process: it can be killed at any command, started again, and put back to a backup. */
export type Office = {
  readonly isUp: () => boolean;
  readonly isStarting: () => boolean;
  readonly start: () => Promise<void>;
  /** Ends it where it stands, in the middle of whatever it does. */
  readonly fall: () => void;
  /** @returns null where it was killed before it answered */
  readonly ask: (request: Request) => Promise<Response | null>;
  /** The next start is that of a newer version, which speaks one protocol more. */
  readonly deploy: (version: number) => void;
  readonly version: () => number;
  /** Does something with the server's own means, as one of its routes would; null where it is not up. */
  readonly inside: <Value>(work: (deps: ServerDeps) => Promise<Value>) => Promise<Value | null>;
  readonly database: () => SimDatabase;
  readonly dump: () => Snapshot;
  /** Puts another moment's disk in place; it must not be running. */
  readonly replaceDisk: (image: Snapshot) => Promise<void>;
  /** Lines of warnings and errors that it logged, without their ids. */
  readonly warnings: readonly string[];
};

type Running = { readonly opened: OpenedDeps; readonly server: Server };

export async function openOffice(
  scheduler: Scheduler,
  { folder, image, nowMs }: { readonly folder: string; readonly image: Snapshot | null; readonly nowMs: () => number },
): Promise<Office> {
  mkdirSync(folder, { recursive: true });
  const warnings: string[] = [];
  const log = createLogger('warn', { write: (line) => void warnings.push(line) });
  const config = configIn(folder);
  let database = await openDatabase(image);
  let running: Running | null = null;
  let life = 0;
  let isStarting = false;
  let version = PROTOCOL_VERSION;
  const open = async (): Promise<Running> => {
    life += 1;
    const mine = life;
    await database.recover();
    const connect = () => {
      if (mine !== life) throw new Error('this server is gone');
      return database.connect();
    };
    const opened = await openDeps({ ...config, connectionsMax: 1 }, { nowMs, log, connect });
    return { opened, server: createServer({ ...opened.deps, spoken: { version, pullMin: PROTOCOL_PULL_MIN } }) };
  };
  /** What comes of it, or null where it was killed before. */
  const whileUp = async <Value>(work: (asked: Running) => Promise<Value>): Promise<Value | null> => {
    const asked = running;
    if (asked === null) return null;
    const came = await scheduler.during(work(asked)).catch(() => null);
    return asked === running ? came : null;
  };
  return {
    isUp: () => running !== null,
    isStarting: () => isStarting,
    start: async () => {
      isStarting = true;
      try {
        running = await scheduler.during(open());
      } finally {
        isStarting = false;
      }
    },
    fall: () => {
      const ended = running;
      running = null;
      life += 1;
      ended?.opened.stop();
      database.cut();
      // The pool of a process that is gone: nobody waits for it.
      void ended?.opened.close().catch(() => undefined);
    },
    ask: (request) => whileUp(async ({ server }) => server.fetch(request)),
    deploy: (newer) => {
      version = Math.max(version, newer);
    },
    version: () => version,
    inside: (work) => whileUp(({ opened }) => work(opened.deps)),
    database: () => database,
    dump: () => database.dump(),
    replaceDisk: async (image_) => {
      await database.close();
      database = await openDatabase(image_);
    },
    warnings,
  };
}

function configIn(folder: string): ServerConfig {
  return readConfig({
    DATABASE_URL: 'postgres://simulation@127.0.0.1/simulation',
    DATABASE_CONNECTIONS: '2',
    STOCKAVOO_DATA_DIR: folder,
    STOCKAVOO_WEB_DIR: join(folder, 'web'),
    RATE_LIMIT_PER_MINUTE: '1000000',
    LOG_LEVEL: 'warn',
  });
}
