import { NO_ID } from '#shared/base/ids.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import {
  NO_LEVEL_ROW,
  type LevelRowState,
  type Position,
  laterPosition,
  shownLevel,
} from '#shared/stock/level-rules.ts';
import type { StoredLevel } from '../store/tables/stock.ts';
import type { Reader } from '../store/till-tables.ts';

const BEFORE_ALL: Position = { epochCounter: 0, seq: 0 };

function positionOf(epoch: string | null, seq: number): Position | null {
  return epoch === null ? null : { epochCounter: epochCounter(epoch), seq };
}

function rowState(level: StoredLevel): LevelRowState {
  return {
    quantityMilli: milli(level.quantityMilli),
    anchorHlc: level.anchorHlc,
    included: positionOf(level.includedEpoch, level.includedSeq),
    quarantined: new Set(level.quarantined),
  };
}

/** Up to which own change every level is known to be whole; the same for all items, so it is read once per question. */
export function levelsCompleteThrough(reader: Reader): Position | null {
  const mark = reader.sync.marks().find((known) => known.class === 'levels');
  return mark === undefined ? null : positionOf(mark.completeThroughEpoch, mark.completeThroughSeq);
}

function waitingOfLevels(reader: Reader): ReadonlySet<string> {
  return new Set(reader.sync.marks().find((known) => known.class === 'levels')?.quarantined ?? []);
}

/** What lies on the shelf of one batch: the office's level and the own sales that it can't contain yet. */
export function onHandOfBatch(
  reader: Reader,
  key: { variantId: string; batchId: string },
  level: StoredLevel | undefined,
  completeThrough: Position | null,
): Milli {
  // Without a row it is the class that says what waits: the list of the page that completed it.
  const row = level === undefined ? { ...NO_LEVEL_ROW, quarantined: waitingOfLevels(reader) } : rowState(level);
  // What waits in quarantine is older than what the row contains, and counts all the same.
  const above = row.quarantined.size > 0 ? BEFORE_ALL : (laterPosition(row.included, completeThrough) ?? BEFORE_ALL);
  const movements = reader.stock.movementsAbove(key, above).map((own) => ({
    changeId: own.changeId,
    position: { epochCounter: own.epochCounter, seq: own.seq },
    stamp: own.hlc,
    quantityMilli: milli(own.quantityMilli),
  }));
  const counts = reader.stock.countsAbove(key, above).map((own) => ({
    changeId: own.changeId,
    position: { epochCounter: own.epochCounter, seq: own.seq },
    stamp: own.hlc,
    countedMilli: milli(own.countedMilli),
  }));
  return shownLevel({ row, completeThrough, movements, counts });
}

/** Every batch of a variant in this store with what lies there of it. */
export function onHandByBatch(
  reader: Reader,
  variantId: string,
  completeThrough: Position | null,
): { batchId: string; onHandMilli: Milli; reorderLevelMilli: number | null }[] {
  const storeId = reader.meta.identity()?.storeId ?? '';
  const levels = new Map(
    reader.stock
      .levelsOf(variantId)
      .filter((level) => level.storeId === storeId)
      .map((level) => [level.batchId, level]),
  );
  const batches = new Set([...levels.keys(), ...reader.stock.batchesTouched(variantId)]);
  if (batches.size === 0) batches.add(NO_ID);
  return [...batches].map((batchId) => {
    const level = levels.get(batchId);
    return {
      batchId,
      onHandMilli: onHandOfBatch(reader, { variantId, batchId }, level, completeThrough),
      reorderLevelMilli: level?.reorderLevelMilli ?? null,
    };
  });
}
