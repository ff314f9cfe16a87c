import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_PASSWORD, DEMO_STAFF, DEMO_TILLS } from '#server/demo/demo-business.ts';
import { enrolDemoTill } from './enrol-demo-till.ts';
import { type Kept, keepRunning } from './keep-running.ts';
import { SERVER_NODE_OPTIONS } from './server-node-options.ts';
import { type DemoPlace, makeDemoCode } from './make-demo-code.ts';
import { runToken } from './run-token.ts';
import { shopGreeting } from './say-hello.ts';
import { type ShopOptions, shopOptions } from './shop-options.ts';
import { takenPorts } from './taken-ports.ts';
import { findElectron, openTillWindow } from './till-window.ts';
import { waitUntil } from './wait-until.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const SERVER_READY_WITHIN_MS = 180_000;
const TILL_READY_WITHIN_MS = 60_000;
/** A server that dies so often before it is ready won't get well by itself. */
const FALSE_STARTS_MAX = 3;

type ShopTill = { readonly port: number; readonly runToken: string; readonly url: string };

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const officeHost = (): string => process.env['HOST'] ?? '127.0.0.1';

async function isUp(url: string): Promise<true | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  return response.ok ? true : undefined;
}

function startServer(options: ShopOptions, logs: string): Kept {
  return keepRunning({
    name: 'server',
    args: [...SERVER_NODE_OPTIONS, join(ROOT, 'sync-server', 'main.ts')],
    env: {
      ...process.env,
      PORT: String(options.port),
      HOST: officeHost(),
      STOCKAVOO_DATA_DIR: options.dataDir,
      STOCKAVOO_DEMO: options.demo ? '1' : '0',
    },
    logFile: join(logs, 'server.log'),
    onRestart: (name, how) => say(`The ${name} ended (${how}); it is starting again. Tills sell on meanwhile.`),
  });
}

function startTill(options: ShopOptions, logs: string, index: number): { kept: Kept; till: ShopTill } {
  const dir = join(options.dataDir, `till-${index + 1}`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const port = options.tillPort + index;
  const token = runToken(dir);
  const kept = keepRunning({
    name: `till ${index + 1}`,
    args: [join(ROOT, 'desktop', 'host-loopback', 'main.ts')],
    env: { ...process.env, TILL_PORT: String(port), STOCKAVOO_TILL_DIR: dir, STOCKAVOO_RUN_TOKEN: token },
    logFile: join(logs, `till-${index + 1}.log`),
    onRestart: (name, how) =>
      say(`The ${name} ended (${how}); it is starting again. What was finished is safe on its disk.`),
  });
  return { kept, till: { port, runToken: token, url: `http://127.0.0.1:${port}/#${token}` } };
}

/** The place in the demo business of its till of that number, counted from 0. */
function demoPlace(options: ShopOptions, index: number): DemoPlace | null {
  const till = DEMO_TILLS[index];
  if (till === undefined) return null;
  const owner = { email: DEMO_STAFF[0].email, password: DEMO_PASSWORD };
  return { officeUrl: `http://127.0.0.1:${options.port}`, owner, storeId: till.storeId, replaces: till.id };
}

async function enrolAll(options: ShopOptions, tills: readonly ShopTill[]): Promise<void> {
  for (const [index, till] of tills.entries()) {
    const place = demoPlace(options, index);
    if (place === null)
      say(`The demo has ${DEMO_TILLS.length} tills; till ${index + 1} waits for an enrolment code from the web app.`);
    else await enrolDemoTill({ ...place, till });
  }
}

/** One more till in a window of its own, where Electron's program and a display are there; a new one is told its code. */
async function openWindow(options: ShopOptions, logs: string): Promise<{ stop: () => Promise<void> } | null> {
  const machine = { platform: process.platform, isRoot: process.getuid?.() === 0, environment: process.env };
  const electron = findElectron(join(ROOT, 'node_modules', 'electron'), machine);
  if (electron === null) return null;
  const dataDir = join(options.dataDir, 'till-electron');
  const isNew = !existsSync(join(dataDir, 'till', 'till.db'));
  const window = openTillWindow({ electron, root: ROOT, dataDir, logFile: join(logs, 'till-electron.log') });
  const place = options.demo && isNew ? demoPlace(options, options.tills) : null;
  if (place !== null)
    say(`The till in the window asks for an office and a code: ${place.officeUrl} and ${await makeDemoCode(place)}`);
  return window;
}

/** Says which ports of this shop other programs have, and what to do; whether any has. */
async function sayTaken(options: ShopOptions): Promise<boolean> {
  const tills = Array.from({ length: options.tills }, (_, index) => ({
    host: '127.0.0.1',
    port: options.tillPort + index,
  }));
  const taken = await takenPorts([{ host: officeHost(), port: options.port }, ...tills]);
  for (const { port } of taken)
    say(
      `Port ${port} is in use by another program, or by a shop that is open already. Close that one, or choose other ports, as in: PORT=9080 TILL_PORT=9081 npm start`,
    );
  return taken.length > 0;
}

/** Starts everything, says where it is, and keeps it running until Ctrl-C. */
async function startShop(options: ShopOptions): Promise<void> {
  if (await sayTaken(options)) process.exit(1);
  const startedMs = Date.now();
  const logs = join(options.dataDir, 'logs');
  mkdirSync(logs, { recursive: true });
  say(options.demo ? 'Opening the shop. The first start loads ninety days of a demo business.' : 'Opening the shop.');
  const kept: Kept[] = [];
  let window: { stop: () => Promise<void> } | null = null;
  const close = async (code: number): Promise<never> => {
    for (const program of kept) program.letGo();
    await window?.stop();
    for (const program of kept.toReversed()) await program.stop();
    process.exit(code);
  };
  process.once('SIGINT', () => void close(0));
  process.once('SIGTERM', () => void close(0));

  const server = startServer(options, logs);
  kept.push(server);
  const ready = await waitUntil(
    async () =>
      server.restarts() >= FALSE_STARTS_MAX ? 'gave up' : await isUp(`http://127.0.0.1:${options.port}/health/ready`),
    { everyMs: 100, withinMs: SERVER_READY_WITHIN_MS },
  );
  if (ready !== true) {
    say(`The server did not start. What it said is in ${join(logs, 'server.log')}.`);
    await close(1);
  }
  const tills: ShopTill[] = [];
  for (let index = 0; index < options.tills; index += 1) {
    const started = startTill(options, logs, index);
    kept.push(started.kept);
    tills.push(started.till);
  }
  for (const till of tills) {
    const up = await waitUntil(() => isUp(`http://127.0.0.1:${till.port}/health`), {
      everyMs: 100,
      withinMs: TILL_READY_WITHIN_MS,
    });
    if (up !== undefined) continue;
    say(`The till on port ${till.port} did not start. What it said is in ${logs}.`);
    await close(1);
  }
  if (options.demo) await enrolAll(options, tills);
  window = await openWindow(options, logs);
  say(
    shopGreeting({
      officeUrl: `http://127.0.0.1:${options.port}`,
      tillUrls: tills.map((till) => till.url),
      demo: options.demo,
      dataDir: options.dataDir,
      tookMs: Date.now() - startedMs,
    }),
  );
}

await startShop(shopOptions(process.argv.slice(2), process.env));
