import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from '#shared/base/assert.ts';
import { SYNC_CLASSES } from '#shared/sync/classes.ts';
import { syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { DEMO_PASSWORD, DEMO_STAFF, DEMO_TILLS } from '#server/demo/demo-business.ts';
import { enrolDemoTill } from '#server/shop/enrol-demo-till.ts';
import { type Kept, keepRunning } from '#server/shop/keep-running.ts';
import { runToken } from '#server/shop/run-token.ts';
import { callTill } from '#server/shop/till-door.ts';
import { waitUntil } from '#server/shop/wait-until.ts';
import { freePort } from '#tests/support/free-port.ts';
import { type TillDoor, keepTill } from './keep-till.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const READY_WITHIN_MS = 120_000;
const ASK_EVERY_MS = 100;
/** A program that dies so often before it is ready won't get well by itself. */
const FALSE_STARTS_MAX = 3;

/** A whole shop for one run: the office with its database, and one till of it. */
export type OpenShop = {
  readonly officeUrl: string;
  /** Where the office lays its messages, having nobody to send them. */
  readonly outboxDir: string;
  readonly till: TillDoor;
  /** Stops the office as an operator would; it stays away until it is started. */
  readonly stopOffice: () => Promise<void>;
  readonly startOffice: () => Promise<void>;
  /** Takes the power from the till's process; its keeper starts it again by itself. */
  readonly killTill: () => void;
  readonly close: () => Promise<void>;
};

/** Opens the demo shop in a folder of its own, with the programs that `npm start` runs. */
export async function openShop(): Promise<OpenShop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stockavoo-browser-'));
  // The database of root runs as another user, who has to reach its files.
  chmodSync(dataDir, 0o755);
  const officePort = await freePort();
  const officeUrl = `http://127.0.0.1:${officePort}`;
  let office = keepOffice(dataDir, officePort);
  const tillDir = join(dataDir, 'till-1');
  mkdirSync(tillDir, { recursive: true, mode: 0o700 });
  const till = { port: await freePort(), runToken: runToken(tillDir) };
  let keptTill: Kept | undefined;
  const stop = async () => {
    await keptTill?.stop();
    await office.stop();
  };
  try {
    await ready(office, `${officeUrl}/health/ready`, dataDir);
    keptTill = keepTill(tillDir, till, join(dataDir, 'till.log'));
    await ready(keptTill, `http://127.0.0.1:${till.port}/health`, dataDir);
    await enrol(officeUrl, till);
  } catch (error) {
    // What the programs said stays, for whoever looks for the cause.
    await stop();
    throw error;
  }
  return {
    officeUrl,
    outboxDir: join(dataDir, 'outbox'),
    till,
    stopOffice: () => office.stop(),
    startOffice: async () => {
      office = keepOffice(dataDir, officePort);
      await ready(office, `${officeUrl}/health/ready`, dataDir);
    },
    killTill: () => {
      process.kill(must(keptTill?.pid(), 'the till runs'), 'SIGKILL');
    },
    close: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function keepOffice(dataDir: string, port: number): Kept {
  return keepRunning({
    name: 'office',
    args: [join(ROOT, 'sync-server', 'main.ts')],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      STOCKAVOO_DATA_DIR: dataDir,
      STOCKAVOO_DEMO: '1',
      STOCKAVOO_WEB_DIR: join(ROOT, 'dist', 'web'),
      // A whole day of page loads falls into a few minutes here.
      RATE_LIMIT_PER_MINUTE: '10000',
    },
    logFile: join(dataDir, 'office.log'),
    onRestart: () => undefined,
  });
}

async function ready(kept: Kept, url: string, dataDir: string): Promise<void> {
  const isUp = async () => {
    if (kept.restarts() >= FALSE_STARTS_MAX) return false;
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok ? true : undefined;
  };
  const up = await waitUntil(isUp, { everyMs: ASK_EVERY_MS, withinMs: READY_WITHIN_MS });
  if (up !== true) throw new Error(`The ${kept.name} of the shop did not start. What it said is in ${dataDir}.`);
}

/** Makes the till the demo's first one, and waits until it has all that the office has for it. */
async function enrol(officeUrl: string, till: TillDoor): Promise<void> {
  await enrolDemoTill({
    officeUrl,
    owner: { email: DEMO_STAFF[0].email, password: DEMO_PASSWORD },
    storeId: DEMO_TILLS[0].storeId,
    replaces: DEMO_TILLS[0].id,
    till,
  });
  const hasAll = async () => {
    const reply = await callTill(till, syncStatusCall.name, {});
    if (!reply.ok) return undefined;
    const { completeClasses } = syncStatusCall.output.parse(reply.value);
    return SYNC_CLASSES.every((name) => completeClasses.includes(name)) ? true : undefined;
  };
  const isFilled = await waitUntil(hasAll, { everyMs: ASK_EVERY_MS, withinMs: READY_WITHIN_MS });
  if (isFilled === undefined) throw new Error('The till did not get everything from the office.');
}
