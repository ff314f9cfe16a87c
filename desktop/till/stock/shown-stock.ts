import { type Id, NO_ID } from '#shared/base/ids.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { NO_LEVEL_ROW, type LevelRowState, type Position, laterPosition, shownLevel } from '#shared/stock/level-rules.ts';
import type { StoredLevel } from '../store/tables/stock.ts';
import type { Reader } from '../store/till-store.ts';

const BEFORE_ALL: Position = { epochCounter: -1, seq: 0 };

/** What lies on this store's shelf of a variant and batch: the office's level, and own movements that it can't contain yet. */
export function shownStock(reader: Reader, variantId: Id, batchId: Id): Milli {
  const storeId = reader.meta.identity()?.storeId;
  const row = reader.stock.levelsOf(variantId).find((level) => level.batchId === batchId && level.storeId === storeId);
  return shownOf(reader, { variantId, batchId }, row);
}

/** Every batch of a variant that this store has a level of or that this till moved; the goods without batch always. */
export function shownBatches(reader: Reader, variantId: Id): readonly { readonly batchId: Id; readonly onHandMilli: Milli }[] {
  const storeId = reader.meta.identity()?.storeId;
  const rows = reader.stock.levelsOf(variantId).filter((level) => level.storeId === storeId);
  const batchIds = new Set([NO_ID, ...rows.map((row) => row.batchId), ...reader.stock.batchesTouched(variantId)]);
  return [...batchIds].map((batchId) => ({
    batchId,
    onHandMilli: shownOf(reader, { variantId, batchId }, rows.find((row) => row.batchId === batchId)),
  }));
}

/** All batches of a variant together. */
export function shownTotal(reader: Reader, variantId: Id): Milli {
  return milli(shownBatches(reader, variantId).reduce((sum, batch) => sum + batch.onHandMilli, 0));
}

function shownOf(reader: Reader, key: { readonly variantId: Id; readonly batchId: Id }, row: StoredLevel | undefined): Milli {
  const mark = reader.sync.marks().find((found) => found.class === 'levels');
  const completeThrough = positionOf(mark?.completeThroughEpoch ?? null, mark?.completeThroughSeq ?? 0);
  const state = stateOf(row);
  const contained = laterPosition(state.included, completeThrough) ?? BEFORE_ALL;
  const waiting = [...state.quarantined].flatMap((changeId) => reader.stock.movementsOfChange(changeId).filter((own) => own.variantId === key.variantId && own.batchId === key.batchId));
  const above = reader.stock.movementsAbove(key, contained);
  const known = new Set(above.map((own) => own.id));
  const movements = [...above, ...waiting.filter((own) => !known.has(own.id))].map((own) => ({
    changeId: own.changeId, position: { epochCounter: own.epochCounter, seq: own.seq }, stamp: own.hlc, quantityMilli: milli(own.quantityMilli),
  }));
  const counts = reader.stock.countsAbove(key, contained).map((own) => ({
    changeId: own.changeId, position: { epochCounter: own.epochCounter, seq: own.seq }, stamp: own.hlc, countedMilli: milli(own.countedMilli),
  }));
  return shownLevel({ row: state, completeThrough, movements, counts });
}

function stateOf(row: StoredLevel | undefined): LevelRowState {
  if (row === undefined) return NO_LEVEL_ROW;
  return {
    quantityMilli: milli(row.quantityMilli),
    anchorHlc: row.anchorHlc,
    included: positionOf(row.includedEpoch, row.includedSeq),
    quarantined: new Set(row.quarantined),
  };
}

function positionOf(epoch: string | null, seq: number): Position | null {
  return epoch === null ? null : { epochCounter: epochCounter(epoch), seq };
}
