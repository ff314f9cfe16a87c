import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { must } from '#shared/base/assert.ts';
import type { NetworkAnswer } from '#till/ports/network.ts';
import { SILENT_LOG } from '#till/ports/log.ts';
import { type LogoDeps, createLogoKeeper } from '#till/receipt/keep-logo.ts';
import type { Writer } from '#till/store/till-store.ts';
import { type TillFile, START_MS, openTillFile } from '#tests/sync/support/till-file.ts';
import { type ManualClock, manualClock } from '#tests/support/till/manual-clock.ts';
import { SHOP, seedShop } from '#tests/support/till/seeded-shop.ts';
import { UNPLUGGED } from '#tests/support/till/virtual-devices.ts';

const LOGO = `/api/v1/images/${'a'.repeat(32)}-m.webp`;
const OTHER_LOGO = `/api/v1/images/${'b'.repeat(32)}-m.webp`;
const RETRY_MS = 10 * 60_000;
const WEBP: NetworkAnswer = { status: 200, headers: {}, body: Buffer.from('RIFF....WEBP and its dots') };

let file: TillFile;
let clock: ManualClock;
let warned: string[];
beforeEach(async () => {
  file = await openTillFile();
  clock = manualClock(START_MS);
  warned = [];
  file.store.write((writer) => {
    seedShop(writer);
    giveLogo(writer, LOGO);
  });
});
afterEach(() => file[Symbol.dispose]());

function giveLogo(writer: Writer, logoUrl: string): void {
  const known = must(writer.records.get('business', SHOP.businessId), 'there is a business');
  writer.records.put('business', SHOP.businessId, { ...known, fields: { ...known.fields, logoUrl } });
}

/** A keeper on the till's file, over a line of the test's. */
function keeperOn(request: LogoDeps['network']['request'], store = file.store) {
  return createLogoKeeper({
    store,
    network: { ...UNPLUGGED, request },
    timers: clock.timers,
    log: { ...SILENT_LOG, warn: (event) => void warned.push(event) },
    onChange: () => undefined,
  });
}

const keptUrl = () => file.store.read((reader) => reader.logo.url());

test('a logo that is replaced while the one before is on its way is fetched at once, not after the next try', async () => {
  const answers: ((answer: NetworkAnswer) => void)[] = [];
  const asked: string[] = [];
  const keeper = keeperOn(({ url }) => {
    asked.push(new URL(url).pathname);
    return new Promise((resolve) => answers.push(resolve));
  });
  keeper.start();
  clock.pass(0);
  file.store.write((writer) => {
    giveLogo(writer, OTHER_LOGO);
    keeper.applied(writer, [{ kind: 'business', id: SHOP.businessId }]);
  });
  answers[0]?.(WEBP);
  // What follows from the answer has happened before the clock moves on.
  await new Promise((resolve) => setImmediate(resolve));
  clock.pass(0);
  expect(asked).toEqual([LOGO, OTHER_LOGO]);
  for (const answer of answers) answer(WEBP);
  await vi.waitFor(() => expect(keptUrl()).toBe(OTHER_LOGO));
  keeper.stop();
});

test('a disk that is full keeps no logo and ends no till; it is tried again', async () => {
  let isFull = true;
  const write: typeof file.store.write = (work, ...rest) => {
    if (isFull) throw new Error('the disk is full');
    return file.store.write(work, ...rest);
  };
  const keeper = keeperOn(() => Promise.resolve(WEBP), { ...file.store, write });
  keeper.start();
  clock.pass(0);
  await vi.waitFor(() => expect(warned).toEqual(['logo_not_kept']));
  isFull = false;
  clock.pass(RETRY_MS);
  await vi.waitFor(() => expect(keptUrl()).toBe(LOGO));
  keeper.stop();
});
