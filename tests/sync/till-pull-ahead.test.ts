import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EVERY_FIELD } from '#shared/sync/shared-rank.ts';
import { CURSOR_KEY } from '#till/store/resync-state.ts';
import { until } from './support/quick-timers.ts';
import { type LineFault, type ScriptedOffice, openScriptedOffice } from './support/scripted-office.ts';
import { newId } from './support/till-file.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

vi.setConfig({ testTimeout: 60_000 });

const PULL = '/api/v1/sync/pull';
const CATEGORIES = 2200;
const ids = Array.from({ length: CATEGORIES }, newId);

let office: ScriptedOffice;
let till: TillSide;

beforeEach(async () => {
  office = await openScriptedOffice();
  // Its own pace, so that a page is written while the next one is on its way.
  till = await openTillSide({ nowMs: Date.now, speed: 1 });
  for (const [position, id] of ids.entries()) putCategory(id, position);
});
afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

function putCategory(id: string, position: number): void {
  const fields = { name: `Category ${position}`, parentId: null, color: 2, position };
  office.put({ entity: 'category', id, op: 'put', data: { fields, ranks: { [EVERY_FIELD]: 'r1' } } });
}

const isFilled = (): boolean => till.status().completeClasses.length === 6;
const names = (): Set<string> =>
  till.store().read(
    (reader) =>
      new Set(
        ids.flatMap((id) =>
          Object.values(reader.records.get('category', id)?.fields ?? {})
            .slice(0, 1)
            .map(String),
        ),
      ),
  );
const cursorOnDisk = (): string | null => till.store().read((reader) => reader.meta.get(CURSOR_KEY));

/** Fills a new till, and notes of each pull whether it asked from where the disk stood, or ahead of that. */
async function fill(
  faultAt: (pull: number) => LineFault | null = () => null,
): Promise<{ ahead: number; pulls: number }> {
  const noted = { ahead: 0, pulls: 0 };
  office.fault = (path) => {
    if (path !== PULL) return null;
    noted.pulls += 1;
    if ((office.requests.at(-1)?.query.get('cursor') ?? null) !== cursorOnDisk()) noted.ahead += 1;
    return faultAt(noted.pulls);
  };
  await till.enrol(office.url, '7F3K-22QD');
  await until('it is filled', isFilled);
  return noted;
}

test('a new till asks for the next page before it has written the one that is here, and for no page twice', async () => {
  const { ahead } = await fill();
  expect(names().size).toBe(CATEGORIES);
  expect(ahead).toBeGreaterThan(0);
  const cursors = office.requests.filter(({ path }) => path === PULL).map(({ query }) => query.get('cursor'));
  expect(new Set(cursors.slice(0, 4)).size).toBe(4);
});

test('a page that was asked for ahead and got lost, or came of an ended session, is asked for again', async () => {
  await fill((pull) => {
    if (pull === 2) return 'cut';
    if (pull === 4) office.endSession();
    return null;
  });
  expect(names().size).toBe(CATEGORIES);
});

test('a rank that stands once for all fields is the rank of each', async () => {
  await fill();
  const record = till.store().read((reader) => reader.records.get('category', ids[0] ?? ''));
  expect(record?.ranks).toEqual({ name: 'r1', parentId: 'r1', color: 'r1', position: 'r1' });
});
