import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import type { PushEvent, Reply } from '#shared/till-calls/reply.ts';
import { staffSignInCall } from '#shared/till-calls/till-calls.ts';
import { SILENT_LOG } from '#till/ports/log.ts';
import { openTillFiles } from '#till/store/open-till-files.ts';
import type { TillStore } from '#till/store/till-store.ts';
import { sha256 } from '#till/sync/till-key.ts';
import { type Till, type TillDeps, createTill } from '#till/till.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { SHOP, seedShop } from './seeded-shop.ts';
import { FIXED_DEVICES, UNPLUGGED, type VirtualDevices, memoryKeychain, virtualDevices } from './virtual-devices.ts';

export const MIGRATIONS_DIR = fileURLToPath(new URL('../../../migrations/till', import.meta.url));
/** A Saturday in March, ten in the morning in Lagos. */
export const START_MS = Date.UTC(2026, 2, 14, 9, 0);

/** A real till core on real files in a folder of its own, with virtual devices and a clock that the test moves. */
export type TestTill = {
  readonly folder: string;
  readonly clock: ManualClock;
  readonly devices: VirtualDevices;
  readonly secrets: Map<string, string>;
  readonly pushed: PushEvent[];
  readonly till: () => Till;
  /** The value of a call that must succeed. */
  readonly ok: <Input extends z.ZodType, Output extends z.ZodType>(
    call: Call<string, Input, Output>,
    input: z.input<Input>,
    callId?: string,
  ) => Promise<z.output<Output>>;
  /** The refusal or fault code of a call that must not. */
  readonly no: <Input extends z.ZodType>(
    call: Call<string, Input>,
    input: z.input<Input>,
    callId?: string,
  ) => Promise<string>;
  readonly raw: (request: unknown) => Promise<Reply>;
  readonly signIn: (person?: { readonly id: string; readonly pin: string }) => Promise<void>;
  /** Looks into the files between two runs: closes the till, opens it again afterwards. */
  readonly inFiles: <Value>(look: (store: TillStore) => Value) => Promise<Value>;
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type TestTillOptions = { readonly seed?: boolean; readonly folder?: string; readonly deps?: Partial<TillDeps> };

export async function openTestTill(options: TestTillOptions = {}): Promise<TestTill> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'stockavoo-till-'));
  const clock = manualClock(START_MS);
  const devices = virtualDevices();
  const secrets = new Map([
    ['till-key', TILL_KEY],
    ['pin-key', Buffer.alloc(32, 7).toString('base64')],
  ]);
  const deps = depsOf({ folder, clock, devices, secrets }, options);
  if (options.seed ?? true) await lookIntoFiles(deps, (store) => store.write(seedShop));
  let till = await createTill(deps);
  const pushed: PushEvent[] = [];
  till.onPush((event) => pushed.push(event));
  const restart = async (between: () => Promise<void> = () => Promise.resolve()): Promise<void> => {
    await till.close();
    await between();
    till = await createTill(deps);
    till.onPush((event) => pushed.push(event));
  };
  const ask = (call: Call, input: unknown, callId: string): Promise<Reply> =>
    till.dispatch({ name: call.name, input, ...(call.writes ? { callId } : {}) });
  const ok: TestTill['ok'] = async (call, input, callId = randomUUID()) => {
    const reply = await ask(call, input, callId);
    if (!reply.ok) throw new Error(`${call.name}: ${JSON.stringify(reply)}`);
    return call.output.parse(reply.value);
  };
  return {
    folder,
    clock,
    devices,
    secrets,
    pushed,
    ok,
    till: () => till,
    no: async (call, input, callId = randomUUID()) => {
      const reply = await ask(call, input, callId);
      if (reply.ok) throw new Error(`${call.name} answered ${JSON.stringify(reply.value)}`);
      return 'refusal' in reply ? reply.refusal : reply.fault;
    },
    raw: (request) => till.dispatch(request),
    signIn: async (person = SHOP.clerk) => {
      await ok(staffSignInCall, { userId: person.id, pin: person.pin });
    },
    inFiles: async (look) => {
      const found: { value?: ReturnType<typeof look> } = {};
      await restart(async () => {
        found.value = await lookIntoFiles(deps, look);
      });
      if (!('value' in found)) throw new Error('nobody looked');
      return found.value;
    },
    restart: () => restart(),
    close: async () => {
      await till.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Machine = Pick<TestTill, 'folder' | 'clock' | 'devices' | 'secrets'>;

function depsOf({ folder, clock, devices, secrets }: Machine, options: TestTillOptions): TillDeps {
  return {
    dataDir: folder,
    migrationsDir: MIGRATIONS_DIR,
    nowMs: clock.nowMs,
    timers: clock.timers,
    randomBytes,
    keychain: memoryKeychain(secrets),
    network: UNPLUGGED,
    printer: devices.printer,
    drawer: devices.drawer,
    display: devices.display,
    deviceSetup: FIXED_DEVICES,
    appVersion: '0.0.0-test',
    log: SILENT_LOG,
    ballastBytes: 64 * 1024,
    ...options.deps,
  };
}

async function lookIntoFiles<Value>(deps: TillDeps, look: (store: TillStore) => Value): Promise<Value> {
  const files = await openTillFiles({ ...deps, sha256, hasKey: true, onAppended: () => undefined });
  try {
    return look(files.store);
  } finally {
    files.close();
  }
}

/** A key made for these tests alone. */
const TILL_KEY = [
  '-----BEGIN PRIVATE KEY-----',
  'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g',
  '-----END PRIVATE KEY-----',
  '',
].join('\n');
