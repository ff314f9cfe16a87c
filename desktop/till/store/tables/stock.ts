import { type Connection } from '../connection.ts';
import { rowWriter } from '../write-row.ts';
import { levels, ownCounts, stockMovements } from './fact-tables.ts';

export type StoredLevel = typeof levels.$inferSelect;
export type StoredMovement = typeof stockMovements.$inferSelect;
export type StoredCount = typeof ownCounts.$inferSelect;

/** Own movements and counts above this are not known to be in a level yet. */
export type Above = { readonly epochCounter: number; readonly seq: number };

const LEVEL = `store_id AS storeId, variant_id AS variantId, batch_id AS batchId, quantity_milli AS quantityMilli, reorder_level_milli AS reorderLevelMilli,
  anchor_hlc AS anchorHlc, average_cost_e4 AS averageCostE4, included_epoch AS includedEpoch, included_seq AS includedSeq, quarantined`;
const PLACE =
  'id, change_id AS changeId, epoch, epoch_counter AS epochCounter, seq, variant_id AS variantId, batch_id AS batchId, hlc';
const MOVEMENT = `${PLACE}, kind, quantity_milli AS quantityMilli, unit_cost_e4 AS unitCostE4`;
const COUNT = `${PLACE}, counted_milli AS countedMilli, expected_milli AS expectedMilli`;

type RawLevel = Omit<StoredLevel, 'quarantined'> & { quarantined: string };

export function readStock(db: Connection) {
  const ofVariant = db.prepare<[string], RawLevel>(`SELECT ${LEVEL} FROM levels WHERE variant_id = ?`);
  const batchesMoved = db.prepare<[string, string], { batchId: string }>(
    'SELECT batch_id AS batchId FROM stock_movements WHERE variant_id = ? UNION SELECT batch_id FROM own_counts WHERE variant_id = ?',
  );
  const movementsAbove = db.prepare<[string, string, number, number], StoredMovement>(
    `SELECT ${MOVEMENT} FROM stock_movements WHERE variant_id = ? AND batch_id = ? AND (epoch_counter, seq) > (?, ?)`,
  );
  const countsAbove = db.prepare<[string, string, number, number], StoredCount>(
    `SELECT ${COUNT} FROM own_counts WHERE variant_id = ? AND batch_id = ? AND (epoch_counter, seq) > (?, ?)`,
  );
  const movementsOfChange = db.prepare<[string], StoredMovement>(
    `SELECT ${MOVEMENT} FROM stock_movements WHERE change_id = ?`,
  );
  return {
    /** The office's levels of a variant, one for each store and batch. */
    levelsOf: (variantId: string): StoredLevel[] =>
      ofVariant.all(variantId).map((row) => ({ ...row, quarantined: idsOf(row.quarantined) })),
    /** Every batch of a variant that this till moved or counted. */
    batchesTouched: (variantId: string): string[] => batchesMoved.all(variantId, variantId).map((row) => row.batchId),
    movementsAbove: (key: { variantId: string; batchId: string }, above: Above): StoredMovement[] =>
      movementsAbove.all(key.variantId, key.batchId, above.epochCounter, above.seq),
    countsAbove: (key: { variantId: string; batchId: string }, above: Above): StoredCount[] =>
      countsAbove.all(key.variantId, key.batchId, above.epochCounter, above.seq),
    movementsOfChange: (changeId: string): StoredMovement[] => movementsOfChange.all(changeId),
  };
}

export function writeStock(db: Connection) {
  const removeLevel = db.prepare('DELETE FROM levels WHERE variant_id = ? AND batch_id = ? AND store_id = ?');
  const clearLevels = db.prepare('DELETE FROM levels');
  const moveMovements = db.prepare(
    'UPDATE stock_movements SET epoch = ?, epoch_counter = ?, seq = ? WHERE change_id = ?',
  );
  const moveCounts = db.prepare('UPDATE own_counts SET epoch = ?, epoch_counter = ?, seq = ? WHERE change_id = ?');
  return {
    putLevel: rowWriter(db, levels, ['variant_id', 'batch_id', 'store_id']),
    removeLevel: (key: { variantId: string; batchId: string; storeId: string }): void => {
      removeLevel.run(key.variantId, key.batchId, key.storeId);
    },
    clearLevels: (): void => {
      clearLevels.run();
    },
    putMovement: rowWriter(db, stockMovements, ['id']),
    putCount: rowWriter(db, ownCounts, ['id']),
    /** A change got another place: its movements and counts go with it. */
    renumber: (changeId: string, to: { epoch: string; epochCounter: number; seq: number }): void => {
      moveMovements.run(to.epoch, to.epochCounter, to.seq, changeId);
      moveCounts.run(to.epoch, to.epochCounter, to.seq, changeId);
    },
  };
}

function idsOf(text: string): string[] {
  if (text === '[]') return [];
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
