import { isOutOfTouch } from './out-of-touch.ts';
import type { FinalState } from './final-state.ts';

const ZERO_STAMP = '0000000000000000';

type Key = {
  readonly business_id: string;
  readonly store_id: string;
  readonly variant_id: string;
  readonly batch_id: string;
};
const keyOf = (row: Key): string => `${row.business_id} ${row.store_id} ${row.variant_id} ${row.batch_id}`;

type Anchor = { readonly hlc: string; readonly counted_milli: number };

function anchorsOf({ office }: FinalState): Map<string, Anchor> {
  const anchors = new Map<string, Anchor>();
  const lines = office.rows.stock_count_lines.toSorted((one, other) =>
    one.hlc === other.hlc ? (one.created_at < other.created_at ? 1 : -1) : one.hlc < other.hlc ? -1 : 1,
  );
  for (const line of lines) anchors.set(keyOf(line), line);
  return anchors;
}

/** Invariant 3, levels (I5): what the last count found, and all that moved after it, worked out anew. */
export function checkLevels(state: FinalState): string[] {
  const anchors = anchorsOf(state);
  const levels = new Map<string, bigint>();
  for (const [key, { counted_milli }] of anchors) levels.set(key, BigInt(counted_milli));
  for (const move of state.office.rows.stock_movements) {
    const key = keyOf(move);
    const counts = move.hlc > (anchors.get(key)?.hlc ?? ZERO_STAMP);
    levels.set(key, (levels.get(key) ?? 0n) + (counts ? BigInt(move.quantity_milli) : 0n));
  }
  const wrong: string[] = [];
  for (const row of state.office.rows.inventory) {
    const level = levels.get(keyOf(row)) ?? 0n;
    if (level !== BigInt(row.quantity_milli)) wrong.push(`I5 the office says ${row.quantity_milli} where ${level} lie`);
    levels.delete(keyOf(row));
  }
  for (const level of levels.values()) if (level !== 0n) wrong.push(`I5 the office has no level where ${level} lie`);
  return wrong;
}

/** Invariant 2, stock: what each till shows is the office's level and its own movements that wait there in quarantine. */
export function checkShown(state: FinalState): string[] {
  const anchors = anchorsOf(state);
  const wrong: string[] = [];
  for (const till of state.tills) {
    if (isOutOfTouch(state, till)) continue;
    const waiting = new Set(
      state.office.rows.sync_quarantine.flatMap((kept) =>
        kept.till_id === till.tillId && kept.state === 'waiting' && kept.change_id !== null ? [kept.change_id] : [],
      ),
    );
    for (const { variantId, onHandMilli } of till.shown) {
      let level = 0n;
      for (const row of state.office.rows.inventory)
        if (row.store_id === till.store && row.variant_id === variantId) level += BigInt(row.quantity_milli);
      for (const move of till.rows.stock_movements) {
        const anchor =
          anchors.get(`${till.business} ${till.store} ${move.variant_id} ${move.batch_id}`)?.hlc ?? ZERO_STAMP;
        if (move.variant_id === variantId && waiting.has(move.change_id) && move.hlc > anchor)
          level += BigInt(move.quantity_milli);
      }
      if (level !== BigInt(onHandMilli)) wrong.push(`I7 ${till.name} shows ${onHandMilli} where ${level} lie`);
    }
  }
  return wrong;
}
