import { statSync } from 'node:fs';
import { BACKOFF_MIN_MS } from '#shared/sync/limits.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { httpNetwork } from '#devices/http-network.ts';
import { keychainFile } from '#devices/keychain-file.ts';
import { systemTimers } from '#devices/system-timers.ts';
import { SILENT_LOG } from '#till/ports/log.ts';
import { enrolTill } from '#till/sync/enrol-till.ts';
import { readTillKey } from '#till/sync/till-key.ts';
import { IS_POSIX } from '#tests/support/test-where.ts';
import { until } from './support/quick-timers.ts';
import { type ScriptedOffice, openScriptedOffice } from './support/scripted-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

// Real sockets and files on whatever machine: each wait inside has its own, shorter limit.
vi.setConfig({ testTimeout: 60_000 });

let office: ScriptedOffice;
let till: TillSide;
let nowMs = 0;

beforeEach(async () => {
  nowMs = 0;
  office = await openScriptedOffice();
  till = await openTillSide({ nowMs: () => Date.now() + nowMs });
});

afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

async function ready(): Promise<void> {
  await till.enrol(office.url, '7F3K-22QD');
  await till.settled();
}
const held = (): number => [...office.held.values()].flat().length;
const state = () => till.worker().memory.state;

test('a till that belongs to nobody sells nothing to anybody and says so', () => {
  till.worker().start();
  expect(till.status()).toMatchObject({ state: 'alone', sign: 'saved', waiting: 0 });
  expect(office.requests).toEqual([]);
});

test('two machines of one till stop syncing, not selling, until the owner has chosen', async () => {
  await ready();
  office.fault = (path) =>
    path === '/api/v1/sync/push' || path === '/api/v1/sync/hello' ? { status: 409, code: 'till_cloned' } : null;
  till.sell();
  await until('it stopped', () => state() === 'cloned');
  till.sell();
  expect(till.status()).toMatchObject({ state: 'cloned', sign: 'attention', waiting: 2 });
  const pushes = office.requests.filter(({ path }) => path === '/api/v1/sync/push').length;
  office.fault = () => null;
  await till.settled();
  expect(held()).toBe(2);
  expect(pushes).toBe(1);
});

test('a till that is too old to read still pushes', async () => {
  await ready();
  office.fault = (path) => (path === '/api/v1/sync/pull' ? { status: 426, code: 'upgrade_required' } : null);
  office.poke();
  await until('it is told', () => till.status().state === 'upgrade_required');
  till.sell();
  await until('the sale is there', () => held() === 1);
});

test('a copied database without its key never speaks for the till', async () => {
  await ready();
  till.stop();
  till.loseKey();
  await till.start();
  await until('it knows', () => state() === 'unknown');
  till.sell();
  expect(till.status()).toMatchObject({ state: 'unknown', sign: 'attention', waiting: 1 });
  expect(held()).toBe(0);
});

test('when the network returns, nothing waits out its back-off', async () => {
  await ready();
  office.fault = () => 'cut';
  till.sell();
  await until(
    'it failed a few times',
    () => (till.store().read((reader) => reader.changes.open(1)[0]?.tries) ?? 0) >= 4,
  );
  office.fault = () => null;
  till.networkReturns();
  await until('the sale is there', () => held() === 1, 2000);
});

test('a clock that was set since contact neither stops the till nor its talk with the office', async () => {
  await ready();
  till.stop();
  nowMs = -10 * 365 * 24 * 3_600_000;
  await till.start();
  till.sell();
  await till.settled();
  expect(till.status().clockOffsetMs).toBeLessThan(-9 * 365 * 24 * 3_600_000);
  expect(till.worker().memory.clockQuality()).toBe('suspect');
  expect(held()).toBe(1);
});

test('a clock that is set while the till runs is written down once, and sales go on under a suspect clock', async () => {
  await ready();
  office.fault = () => 'cut';
  nowMs = 2 * 3_600_000;
  const jumps = () =>
    till.store().read((reader) => reader.changes.open(50).filter((change) => change.type === 'clock.jumped').length);
  await until('it is written down', () => jumps() === 1);
  till.sell();
  expect(till.worker().memory.clockQuality()).toBe('suspect');
  office.fault = () => null;
  await till.settled();
  expect(held()).toBe(2);
});

test('a clock that jumps while the disk is full ends nothing, and is written down once there is room', async () => {
  let isDiskFull = false;
  const tried: string[] = [];
  const log = { ...SILENT_LOG, warn: (event: string) => void tried.push(event) };
  await using side = await openTillSide({
    nowMs: () => Date.now() + nowMs,
    isDiskFull: () => isDiskFull,
    log,
  });
  await side.enrol(office.url, '7F3K-22QD');
  await side.settled();
  office.fault = () => 'cut';
  isDiskFull = true;
  nowMs = 2 * 3_600_000;
  await until('it was tried twice', () => tried.filter((event) => event === 'clock_jump_not_noted').length >= 2);
  isDiskFull = false;
  const jumps = () =>
    side.store().read((reader) => reader.changes.open(50).filter((change) => change.type === 'clock.jumped').length);
  await until('it is written down', () => jumps() === 1);
});

test('hellos that lead to nothing are paused between, not said as fast as the line allows', async () => {
  await ready();
  const hellosMs: number[] = [];
  office.fault = (path) => {
    // By the till's own clock: when a hello arrives here says what the machine had to do as well.
    if (path === '/api/v1/sync/hello') hellosMs.push(till.worker().memory.lastHelloMs);
    return path === '/api/v1/sync/push' ? { status: 401, code: 'signature_invalid' } : null;
  };
  till.sell();
  await until('a few hellos were said', () => hellosMs.length >= 6);
  const pauses = hellosMs.slice(2).map((atMs, index) => atMs - (hellosMs[index + 1] ?? 0));
  for (const pauseMs of pauses) expect(pauseMs).toBeGreaterThanOrEqual(BACKOFF_MIN_MS);
  office.fault = () => null;
  await till.settled();
  expect(held()).toBe(1);
});

test('a worker that was stopped writes nothing, whatever still arrives', async () => {
  await ready();
  office.fault = (path) => (path === '/api/v1/sync/push' ? 'hang' : null);
  till.sell();
  await until('the push is under way', () => office.requests.some(({ path }) => path === '/api/v1/sync/push'));
  till.worker().stop();
  const before = till.store().read((reader) => reader.changes.open(1));
  office.fault = () => null;
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  expect(till.store().read((reader) => reader.changes.open(1))).toEqual(before);
});

test('enrolment keeps the key first, so that the same code gives the same answer, and refuses in words', async () => {
  const keychain = keychainFile(join(till.dataDir, 'other-keys.json'));
  const deps = { ...depsOf(), keychain };
  office.fault = () => ({ status: 400, code: 'enrolment_code_invalid' });
  const enrol = () => enrolTill(deps, { officeUrl: `${office.url}/`, code: '7F3K-22QD' }, AbortSignal.timeout(5000));
  expect(await enrol()).toEqual({ ok: false, refusal: 'enrolment_code_invalid' });
  const key = (await readTillKey(keychain))?.publicKey;
  expect(key).toMatch(/^[\w-]{43}$/);
  office.fault = () => 'cut';
  expect(await enrol()).toEqual({ ok: false, refusal: 'office_unreachable' });
  office.fault = () => 'html';
  expect(await enrol()).toEqual({ ok: false, refusal: 'office_unreachable' });
  office.fault = () => null;
  expect(await enrol()).toMatchObject({ ok: true });
  expect((await readTillKey(keychain))?.publicKey).toBe(key);
  expect(await enrol()).toEqual({ ok: false, refusal: 'till_already_enrolled' });
  expect(till.store().read((reader) => reader.meta.identity()?.officeUrl)).toBe(office.url);
  if (IS_POSIX) expect(statSync(join(till.dataDir, 'other-keys.json')).mode & 0o777).toBe(0o600);
});

function depsOf() {
  return {
    store: till.store(),
    network: httpNetwork(),
    timers: systemTimers,
    nowMs: Date.now,
    appVersion: '0.1.0',
    protocol: PROTOCOL_VERSION,
  };
}

test('a clock ten years fast makes a till forget nothing that it may have to send again', async () => {
  await ready();
  for (let sold = 0; sold < 3; sold += 1) till.sell();
  await till.settled();
  const kept = () => till.store().read((reader) => reader.places.oldest(reader.meta.epoch()?.epoch ?? '', 10).length);
  await until('the levels contain them', () =>
    till.store().read((reader) => reader.sync.marks().some((mark) => mark.completeThroughSeq === 3)),
  );
  till.stop();
  nowMs = 10 * 365 * 24 * 60 * 60 * 1000;
  await till.start();
  till.sell();
  await till.settled();
  await until('it rested', () => till.worker().memory.prunedMs !== null);
  expect(kept()).toBe(4);
});
