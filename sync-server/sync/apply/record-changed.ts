import { PRODUCT_KINDS, type RecordKind, SERVER_ONLY_KINDS } from '#shared/changes/record-kinds.ts';
import type { Effects } from './effects.ts';
import { type ApplyContext, type Incoming, PermanentRefusal } from './incoming.ts';

export type RecordChangeType = 'record.changed' | 'product.changed' | 'customer.changed';

const NOT_BY_TILLS = new Set<RecordKind>(SERVER_ONLY_KINDS);
const OF_PRODUCTS = new Set<RecordKind>(PRODUCT_KINDS);

/**
 * Takes edits of records; the last writer wins field by field when they are merged.
 *
 * @throws {PermanentRefusal} `kind_not_allowed` where a till edits what is the server's alone, or a change carries records
 * of another kind than its type says
 */
export function collectRecordEdits(
  context: ApplyContext,
  changed: readonly Incoming<RecordChangeType>[],
  effects: Effects,
): void {
  for (const { change, rank } of changed) {
    for (const edit of change.payload.records) {
      const fits =
        change.type === 'record.changed' ||
        (change.type === 'customer.changed' ? edit.kind === 'customer' : OF_PRODUCTS.has(edit.kind));
      if (!fits || (context.storeId !== null && NOT_BY_TILLS.has(edit.kind))) {
        throw new PermanentRefusal('kind_not_allowed', `a ${change.type} may not edit a ${edit.kind}`);
      }
      effects.edits.push({ edit, rank, changeId: change.id });
    }
  }
}
