import { ENTITY_CLASS } from '#shared/sync/classes.ts';
import { levelId } from '#shared/sync/feed-rows.ts';
import type { Tx } from '#server/store/pool.ts';
import { type Stamp, runRows } from '../../rows/insert-rows.ts';
import type { CountedAt, Effects } from '../effects.ts';
import { INSERT_COUNT_LINES, INSERT_MOVEMENTS, type MovementRow } from '../facts/fact-tables.ts';
import { averageCostAfter } from './average-cost.ts';
import { type LevelKey, type LockedLevel, levelPlace, lockLevels, updateLevels } from './level-rows.ts';
import { movedSince, updateVariances } from './count-lines.ts';

/** Whether a movement brings goods at a cost of their own, which the average has to follow. */
export function bringsCost(movement: {
  readonly kind: string | null;
  readonly reason: string | null;
  readonly quantity_milli: number | null;
}): boolean {
  return (
    (movement.kind === 'receive' ||
      movement.kind === 'transfer_in' ||
      (movement.kind === 'adjust' && movement.reason === 'opening')) &&
    (movement.quantity_milli ?? 0) > 0
  );
}

/**
 * Brings every level up to the batch's movements and counts, and puts the levels into the feed.
 *
 * A movement that happened before a level's anchor was counted with it: it moves that count's variance, not the level.
 *
 * @returns the ids of the changes that took a level below zero
 */
export async function writeLevels(tx: Tx, stamp: Stamp, effects: Effects): Promise<Set<string>> {
  const keys = keysOf(effects);
  if (keys.length === 0) return new Set();
  const levels = await lockLevels(tx, stamp, keys);
  const overdrawn = new Set<string>();
  const late = new Map<string, LevelKey>();
  const receipts: MovementRow[] = [];
  for (const movement of effects.movements) {
    const level = levels.get(placeOf(movement));
    if (level === undefined) continue;
    const isLate = (movement.hlc ?? '') <= level.anchorHlc;
    if (isLate) late.set(levelPlace(level), level);
    if (bringsCost(movement)) receipts.push(receive(level, movement, isLate));
    if (isLate) continue;
    const before = level.quantityMilli;
    level.quantityMilli += movement.quantity_milli ?? 0;
    if (before >= 0 && level.quantityMilli < 0) overdrawn.add(movement.change_id ?? '');
  }
  await runRows(tx, stamp, INSERT_MOVEMENTS, receipts);
  await writeCounts(tx, stamp, effects, levels);
  const recounted = new Map([
    ...late,
    ...effects.countLines.map((line): [string, LevelKey] => [levelPlace(line), line]),
  ]);
  if (recounted.size > 0) await updateVariances(tx, stamp, [...recounted.values()]);
  const moved = [...levels.values()];
  await updateLevels(tx, stamp, moved);
  for (const level of moved) {
    effects.moveInFeed({
      entity: 'level',
      id: levelId(level),
      class: ENTITY_CLASS.level,
      scopeId: level.storeId,
      isGone: false,
    });
  }
  return overdrawn;
}

function placeOf(movement: MovementRow): string {
  return `${movement.store_id} ${movement.variant_id} ${movement.batch_id}`;
}

/** Each shelf once, in the order in which everybody locks them. */
function keysOf(effects: Effects): LevelKey[] {
  const keys = new Map<string, LevelKey>();
  for (const movement of effects.movements) {
    const place = placeOf(movement);
    if (!keys.has(place))
      keys.set(place, {
        storeId: movement.store_id ?? '',
        variantId: movement.variant_id ?? '',
        batchId: movement.batch_id ?? '',
      });
  }
  for (const line of effects.countLines)
    keys.set(levelPlace(line), { storeId: line.storeId, variantId: line.variantId, batchId: line.batchId });
  return [...keys.values()];
}

/** Numbers a receipt on its level and says what lay there before: from these the average can be worked out again. */
function receive(level: LockedLevel, movement: MovementRow, isLate: boolean): MovementRow {
  const quantityMilli = movement.quantity_milli ?? 0;
  // Goods that came before the count are in it already: they lay there, at the average of then.
  const before = Math.max(0, isLate ? level.quantityMilli - quantityMilli : level.quantityMilli);
  level.receiptCount += 1;
  level.averageCostE4 = averageCostAfter(
    { quantityMilli: before, averageCostE4: level.averageCostE4 },
    { quantityMilli, unitCostE4: movement.unit_cost_e4 ?? 0 },
  );
  const at = movement.occurred_at ?? '';
  if (level.lastRestockAt === null || at > level.lastRestockAt) level.lastRestockAt = at;
  return { ...movement, receipt_no: level.receiptCount, level_before_milli: before };
}

/** Anchors levels anew: what was counted, and all that is known to have happened since, whichever came first. */
async function writeCounts(tx: Tx, stamp: Stamp, effects: Effects, levels: Map<string, LockedLevel>): Promise<void> {
  if (effects.countLines.length === 0) return;
  await runRows(
    tx,
    stamp,
    INSERT_COUNT_LINES,
    effects.countLines.map((line) => ({
      store_id: line.storeId,
      variant_id: line.variantId,
      batch_id: line.batchId,
      hlc: line.stamp,
      id: line.id,
      count_id: line.countId,
      counted_milli: line.countedMilli,
      expected_milli: line.expectedMilli,
      variance_milli: 0,
      unit_cost_e4: levels.get(levelPlace(line))?.averageCostE4 ?? 0,
    })),
  );
  const anchors = new Map<string, CountedAt>();
  for (const line of effects.countLines) {
    const level = levels.get(levelPlace(line));
    if (level === undefined || line.stamp <= level.anchorHlc) continue;
    level.anchorHlc = line.stamp;
    level.lastCountAt = line.occurredAt;
    anchors.set(levelPlace(line), line);
  }
  const since = await movedSince(tx, stamp, [...anchors.values()]);
  for (const [place, line] of anchors) {
    const level = levels.get(place);
    if (level !== undefined) level.quantityMilli = line.countedMilli + (since.get(place) ?? 0);
  }
}
