import type { Id, MakeId } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { Tx } from '#server/store/pool.ts';
import type { FieldFault, ImportProduct } from './import-product.ts';
import { type KnownGoods, knownGoods } from './known-goods.ts';
import { planProduct } from './plan-product.ts';

/** Three records a variant and one a product at most, so that a part is one change or little more. */
const VARIANTS_A_PART = 250;

/** A file in parts, each of which is one transaction; a product is never divided. */
export function partsOf(products: readonly ImportProduct[]): readonly (readonly ImportProduct[])[] {
  const parts: ImportProduct[][] = [];
  let room = 0;
  for (const product of products) {
    if (room < product.variants.length) {
      parts.push([]);
      room = VARIANTS_A_PART;
    }
    parts.at(-1)?.push(product);
    room -= product.variants.length;
  }
  return parts;
}

export interface PlannedPart {
  readonly records: readonly RecordEdit[];
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly faults: readonly FieldFault[];
}

/** What a part of a file becomes here. Nothing is written. */
export async function planPart(
  tx: Tx,
  makeId: MakeId,
  businessId: Id,
  products: readonly ImportProduct[],
): Promise<PlannedPart> {
  const known = await knownGoods(tx, businessId, products);
  const categories = new Map(known.categories);
  const seen: KnownGoods = { ...known, categories };
  const total = { added: 0, changed: 0, unchanged: 0 };
  const records: RecordEdit[] = [];
  const faults: FieldFault[] = [];
  for (const product of products) {
    const planned = planProduct(makeId, seen, product);
    // A category that one product makes is there for the next.
    for (const { kind, id, fields } of planned.records)
      if (kind === 'category' && typeof fields['name'] === 'string') categories.set(fields['name'].toLowerCase(), id);
    records.push(...planned.records);
    faults.push(...planned.faults);
    total.added += planned.added;
    total.changed += planned.changed;
    total.unchanged += planned.unchanged;
  }
  const rows = products.reduce((sum, { variants }) => sum + variants.length, 0);
  return { records, rows, ...total, faults };
}
