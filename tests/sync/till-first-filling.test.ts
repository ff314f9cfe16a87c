import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_ID } from '#shared/base/ids.ts';
import { HLC_ZERO } from '#shared/base/hlc.ts';
import { levelId } from '#shared/sync/feed-rows.ts';
import { PULL_LIMIT_DEFAULT } from '#shared/sync/limits.ts';
import { EVERY_FIELD } from '#shared/sync/shared-rank.ts';
import { CURSOR_KEY } from '#till/store/resync-state.ts';
import { until } from './support/quick-timers.ts';
import { type ScriptedOffice, openScriptedOffice } from './support/scripted-office.ts';
import { newId } from './support/till-file.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

vi.setConfig({ testTimeout: 60_000 });

const PULL = '/api/v1/sync/pull';
const CATEGORIES = 5000;
const LEVELS = 4000;
const ids = Array.from({ length: CATEGORIES }, newId);
const variantIds = Array.from({ length: LEVELS }, newId);

let office: ScriptedOffice;
let till: TillSide;

beforeEach(async () => {
  office = await openScriptedOffice();
  till = await openTillSide({ nowMs: Date.now, speed: 1 });
  for (const [position, id] of ids.entries()) {
    const fields = { name: `Category ${position}`, parentId: null, color: 2, position };
    office.put({ entity: 'category', id, op: 'put', data: { fields, ranks: { [EVERY_FIELD]: 'r1' } } });
  }
  for (const variantId of variantIds) putLevel(variantId, newId());
});
afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

function putLevel(variantId: ReturnType<typeof newId>, storeId: ReturnType<typeof newId>): void {
  const key = { storeId, variantId, batchId: NO_ID };
  const data = { ...key, quantityMilli: 1000, reorderLevelMilli: null, anchorHlc: HLC_ZERO, averageCostE4: 0 };
  office.put({ entity: 'level', id: levelId(key), op: 'put', data });
}

const isFilled = (): boolean => till.status().completeClasses.length === 6;
const canSell = (): boolean => till.store().read((reader) => reader.sync.isReady());
const cursorOnDisk = (): string | null => till.store().read((reader) => reader.meta.get(CURSOR_KEY));
const categories = (): number => till.store().read((reader) => reader.records.idsOf('category').length);
const levels = (): number =>
  till.store().read((reader) => variantIds.filter((id) => reader.stock.levelsOf(id).length === 1).length);

type Pull = { readonly limit: number; readonly canSell: boolean; readonly isAhead: boolean };

/** Notes of each pull how much it asked for, and how far the till was then. */
function notePulls(): Pull[] {
  const pulls: Pull[] = [];
  office.fault = (path) => {
    if (path !== PULL) return null;
    const query = office.requests.at(-1)?.query;
    const isAhead = (query?.get('cursor') ?? null) !== cursorOnDisk();
    pulls.push({ limit: Number(query?.get('limit')), canSell: canSell(), isAhead });
    return null;
  };
  return pulls;
}

test('a till that can’t sell yet takes long pages, and from the first that it sells behind again short ones', async () => {
  const pulls = notePulls();
  await till.enrol(office.url, '7F3K-22QD');
  await until('it is filled', isFilled);
  expect([categories(), levels()]).toEqual([CATEGORIES, LEVELS]);
  const before = pulls.filter((pull) => !pull.canSell);
  expect(Math.max(...before.map(({ limit }) => limit))).toBeGreaterThan(4 * PULL_LIMIT_DEFAULT);
  const [first] = pulls.filter((pull) => pull.canSell);
  expect(first).toEqual({ limit: PULL_LIMIT_DEFAULT, canSell: true, isAhead: false });
});

test('a till that ends while long pages come goes on where its disk stands', async () => {
  const asked: (string | null)[] = [];
  office.fault = (path) => {
    if (path !== PULL) return null;
    asked.push(office.requests.at(-1)?.query.get('cursor') ?? null);
    // Pages that are written, and pages that never come, before each end.
    return asked.length % 3 === 0 && asked.length <= 9 ? 'hang' : null;
  };
  await till.enrol(office.url, '7F3K-22QD');
  for (const pull of [3, 6, 9]) {
    await until(`pull ${pull} went out`, () => asked.length >= pull);
    till.stop();
    await till.start();
    const stood = cursorOnDisk();
    await until('it asks again', () => asked.length > pull);
    expect(asked[pull]).toBe(stood);
  }
  await until('it is filled', isFilled);
  expect([categories(), levels()]).toEqual([CATEGORIES, LEVELS]);
});
