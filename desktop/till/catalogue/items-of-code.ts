import { type Milli, milli } from '#shared/base/quantity.ts';
import type { BarcodeRead } from '#shared/catalogue/barcode/read-barcode.ts';
import type { ItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-store.ts';
import { readScan } from './read-scan.ts';

/** An item that a code may stand for, and how much of it: a carton of twelve, or the weight on a scale's label. */
export type ItemOfCode = {
  readonly item: ItemRow;
  readonly quantityMilli: Milli;
  /** Whether the label itself names the quantity. */
  readonly isOnLabel: boolean;
};

const ONE = milli(1000);

/** Every item that a code may stand for, each once; several where a code was given twice. By barcode, else by SKU. */
export function itemsOfCode(reader: Reader, code: string, nowMs: number): ItemOfCode[] {
  const scan = readScan(reader, code, nowMs);
  const found = new Map<string, ItemOfCode>();
  for (const key of keysOf(scan)) {
    const labelMilli = labelQuantity(scan, key);
    for (const item of reader.items.byKey(key))
      found.set(item.variantId, {
        item,
        quantityMilli: labelMilli ?? milli(item.factorMilli),
        isOnLabel: labelMilli !== null,
      });
  }
  if (found.size === 0)
    for (const item of reader.items.bySku(code.trim()))
      found.set(item.variantId, { item, quantityMilli: ONE, isOnLabel: false });
  return [...found.values()].filter(({ item }) => item.isActive === 1);
}

function keysOf(scan: BarcodeRead): readonly string[] {
  if (scan.kind === 'unreadable') return [];
  return scan.kind === 'embedded' ? [scan.exactKey, ...scan.keys] : scan.keys;
}

/** The quantity that a label itself names; null where the code is that of a unit. */
function labelQuantity(scan: BarcodeRead, key: string): Milli | null {
  if (scan.kind === 'embedded')
    return key !== scan.exactKey && scan.value.kind === 'weight' ? scan.value.quantityMilli : null;
  if (scan.kind !== 'gs1') return null;
  const { weightMilli, count } = scan.content;
  return weightMilli ?? (count === null ? null : milli(count * 1000));
}
