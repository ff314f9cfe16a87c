import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { jsonLinesLog } from '#devices/json-lines-log.ts';
import { keychainFile } from '#devices/keychain-file.ts';
import { keptDevices } from '#devices/kept-devices.ts';
import { virtualDisplay } from '#devices/virtual-display.ts';
import type { Call } from '#shared/base/call.ts';
import { syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { type Till, type TillDeps, createTill } from '#till/till.ts';
import { type GatedNetwork, gatedNetwork } from './gated-network.ts';
import type { ShopClock } from './shop-clock.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/till', import.meta.url));
const PAPER_MM = 80;

/** A value, or the word of the catalogue that says why there is none. */
export type TillAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: string; readonly details: string };

/** A real till on files of its own, as a host opens it, and the one door that its screens use. */
export type ReplayTill = {
  readonly name: string;
  readonly line: GatedNetwork;
  /** Calls it; `answer` reads the part of the reply that is needed. */
  readonly ask: <Input extends z.ZodType, Answer extends z.ZodType>(
    call: Call<string, Input>,
    input: z.input<Input>,
    answer: Answer,
  ) => Promise<TillAnswer<z.output<Answer>>>;
  /** A call that must succeed. */
  readonly do: <Input extends z.ZodType, Answer extends z.ZodType>(
    call: Call<string, Input>,
    input: z.input<Input>,
    answer: Answer,
  ) => Promise<z.output<Answer>>;
  readonly onPush: Till['onPush'];
  /** Receipts that were taken without paper. */
  readonly receiptsTaken: () => number;
  readonly status: () => Promise<z.output<typeof syncStatusCall.output>>;
  readonly close: () => Promise<void>;
};

/** Devices that take everything and keep nothing, where writing their files would share the time that is measured. */
function withoutTrace(printed: () => void): Pick<TillDeps, 'printer' | 'drawer' | 'display'> {
  const done = (): Promise<void> => Promise.resolve();
  return { printer: { print: () => done().then(printed) }, drawer: { open: done }, display: { show: done } };
}

/** Calls as the screens call; what fails says which till and call it was. */
function asker(name: string, till: Pick<Till, 'dispatch'>): ReplayTill['ask'] {
  return async (call, input, answer) => {
    const reply = await till.dispatch({ name: call.name, input, ...(call.writes ? { callId: randomUUID() } : {}) });
    if (reply.ok) return { ok: true, value: answer.parse(reply.value) };
    if ('fault' in reply)
      throw new Error(
        `${name} failed at ${call.name}: ${reply.fault}, ${reply.message} ${JSON.stringify(reply.fields ?? [])}`,
      );
    return { ok: false, refusal: reply.refusal, details: JSON.stringify(reply.details ?? {}) };
  };
}

/** A till of its own folder; `paper` says whether its devices write there, or take everything without a trace. */
export async function openReplayTill(
  folder: string,
  name: string,
  {
    clock,
    paper,
    onAnswer,
    ballastBytes,
  }: {
    readonly clock: ShopClock;
    readonly paper: 'folder' | 'none';
    /** Hears every answer of the office as it came. */
    readonly onAnswer?: (url: string, body: Uint8Array, tookMs: number) => void;
    /** Less room kept free for a full disk, where two hundred tills share one. */
    readonly ballastBytes?: number;
  },
): Promise<ReplayTill> {
  const dataDir = join(folder, name);
  mkdirSync(dataDir, { recursive: true });
  const devices = join(dataDir, 'devices');
  const line = gatedNetwork(onAnswer);
  let taken = 0;
  const shown = virtualDisplay(devices);
  let lastShown = Promise.resolve();
  const till = await createTill({
    dataDir,
    migrationsDir: MIGRATIONS,
    nowMs: clock.nowMs,
    timers: clock.timers,
    randomBytes: (count) => randomBytes(count),
    keychain: keychainFile(join(dataDir, 'keys.json')),
    network: line.network,
    ...keptDevices(
      dataDir,
      { printer: { kind: 'none' }, paperMm: PAPER_MM, drawer: 'by_printer', signs: 'letters' },
      { now: () => new Date(clock.nowMs()), drawing: () => Promise.resolve(null) },
    ),
    display: { show: (text) => (lastShown = shown.show(text)) },
    ...(paper === 'none' ? withoutTrace(() => (taken += 1)) : {}),
    appVersion: '0.0.0-replay',
    log: jsonLinesLog(
      (text) => appendFileSync(join(folder, 'tills.log'), text),
      () => new Date(),
    ),
    checksAnswers: false,
    ...(ballastBytes === undefined ? {} : { ballastBytes }),
  });
  const ask = asker(name, till);
  const must: ReplayTill['do'] = async (call, input, answer) => {
    const came = await ask(call, input, answer);
    if (!came.ok) throw new Error(`${name} refused ${call.name}: ${came.refusal} ${came.details}`);
    return came.value;
  };
  return {
    name,
    line,
    ask,
    do: must,
    onPush: till.onPush,
    receiptsTaken: () => taken,
    status: () => must(syncStatusCall, {}, syncStatusCall.output),
    close: async () => {
      await till.close();
      line.close();
      // A till that sells a day in a second is ahead of its display: its folder goes only after the last of it.
      await lastShown.catch(() => undefined);
    },
  };
}
