import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { httpNetwork } from '#devices/http-network.ts';
import { jsonLinesLog } from '#devices/json-lines-log.ts';
import { keychainFile } from '#devices/keychain-file.ts';
import { systemTimers } from '#devices/system-timers.ts';
import type { Call } from '#shared/base/call.ts';
import { FIXED_DEVICES } from '#tests/support/till/virtual-devices.ts';
import { createTill } from '#till/till.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/till', import.meta.url));
const BALLAST_BYTES = 64 * 1024;

/** A value, or the word that says why there is none. */
export type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string };

/** A whole till on a folder, on real time and a real network; only its devices take everything without a trace. */
export type MatrixTill = {
  readonly ask: <Input extends z.ZodType, Output extends z.ZodType>(
    call: Call<string, Input, Output>,
    input: z.input<Input>,
  ) => Promise<Answer<z.output<Output>>>;
  readonly close: () => Promise<void>;
};

export async function openMatrixTill(folder: string): Promise<MatrixTill> {
  mkdirSync(folder, { recursive: true });
  const network = httpNetwork();
  const done = (): Promise<void> => Promise.resolve();
  const till = await createTill({
    dataDir: folder,
    migrationsDir: MIGRATIONS,
    nowMs: Date.now,
    timers: systemTimers,
    randomBytes: (count) => randomBytes(count),
    keychain: keychainFile(join(folder, 'keys.json')),
    network: { ...network, isUp: () => true },
    printer: { print: done },
    drawer: { open: done },
    display: { show: done },
    deviceSetup: FIXED_DEVICES,
    appVersion: '0.0.0-matrix',
    log: jsonLinesLog(
      (text) => appendFileSync(join(folder, 'till.log'), text),
      () => new Date(),
    ),
    checksAnswers: false,
    ballastBytes: BALLAST_BYTES,
  });
  return {
    ask: async (call, input) => {
      const reply = await till.dispatch({ name: call.name, input, ...(call.writes ? { callId: randomUUID() } : {}) });
      if (reply.ok) return { ok: true, value: call.output.parse(reply.value) };
      return { ok: false, why: 'fault' in reply ? `${reply.fault}: ${reply.message}` : reply.refusal };
    },
    close: async () => {
      await till.close();
      network.close();
    },
  };
}
