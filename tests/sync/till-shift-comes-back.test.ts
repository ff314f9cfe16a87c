import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { applyFeedPage } from '#till/sync/apply-feed-page.ts';
import type { PulledRow } from '#till/sync/pulled-page.ts';
import { START_MS, type TillFile, newId, openTillFile } from './support/till-file.ts';

const DAY_MS = 86_400_000;

function openShift(file: TillFile, openedAtMs: number): { shiftId: string; seq: number } {
  const shiftId = newId();
  const { seq } = file.append({
    type: 'shift.opened',
    entityId: shiftId,
    actorId: file.actorId,
    payload: { shiftId, floatMinor: minor(2_000_000), shiftDate: '2026-05-03', openedAtMs },
  });
  return { shiftId, seq };
}

/** The facts of a machine as the office gives them to the one that takes its place. */
function factsOf(file: TillFile): PulledRow[] {
  return file.store.read((reader) => {
    const head = reader.changes.head(reader.meta.epoch()?.epoch ?? '');
    return Array.from({ length: head?.seq ?? 0 }, (_, index) => {
      const change = reader.changes.at(reader.meta.epoch()?.epoch ?? '', index + 1);
      const epoch = `0-${'b'.repeat(16)}`;
      return {
        feedSeq: index + 1,
        entity: 'own_fact',
        id: `x/${index + 1}`,
        op: 'put',
        data: { epoch, seq: index + 1, body: change?.body, hash: change?.hash, state: 'applied' },
      };
    });
  });
}

test('a drawer that a dead machine left open comes back beside the one that is open', async () => {
  using dead = await openTillFile();
  const left = openShift(dead, START_MS - DAY_MS);
  using heir = await openTillFile();
  const now = openShift(heir, START_MS);
  heir.store.write((writer) =>
    applyFeedPage(
      writer,
      {
        changes: factsOf(dead),
        cursor: 'c',
        hasMore: false,
        appliedThrough: null,
        quarantined: [],
        complete: [],
        serverTime: START_MS,
      },
      {
        tillId: heir.tillId,
        nowMs: START_MS,
        officeNowMs: START_MS,
        isHealing: false,
        onRecordsApplied: () => undefined,
      },
    ),
  );
  expect(heir.store.read((reader) => reader.sync.parked(10))).toEqual([]);
  expect(heir.store.read((reader) => reader.shifts.byId(left.shiftId))).toMatchObject({ closedAtMs: null });
  expect(heir.store.read((reader) => reader.shifts.open()?.id)).toBe(now.shiftId);
});
