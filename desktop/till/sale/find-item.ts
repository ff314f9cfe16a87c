import type { Minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import type { BarcodeRead } from '#shared/catalogue/barcode/read-barcode.ts';
import { readScan } from '../catalogue/read-scan.ts';
import type { Answer } from '../store/handler.ts';
import { type ItemPrice, itemPrice } from '#shared/sale/item-price.ts';
import type { ItemRow, ScannedItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-store.ts';

/** An item that was chosen or scanned, with what the code itself said. */
export type FoundItem = {
  readonly item: ItemRow;
  readonly barcode: {
    readonly code: string;
    readonly unit: string;
    readonly factorMilli: number;
    readonly priceMinor: number | null;
  } | null;
  /** A weight in the code: the quantity of the line. */
  readonly weightMilli: Milli | null;
  /** A price in the code: what the line comes to, whatever price × quantity gives. */
  readonly labelMinor: Minor | null;
};

/** The item behind a variant's id. */
export function itemByVariant(reader: Reader, variantId: string): Answer<FoundItem> {
  const item = reader.items.byVariant(variantId);
  return item === null
    ? refuse('variant_unknown')
    : accept({ item, barcode: null, weightMilli: null, labelMinor: null });
}

/** The item behind a scanned or typed code: by barcode, else by a scale's label, else by SKU. */
export function itemByCode(reader: Reader, code: string, nowMs: number): Answer<FoundItem> {
  const scan = readScan(reader, code, nowMs);
  if (scan.kind === 'unreadable')
    return refuse(scan.reason === 'check_digit' ? 'barcode_bad_check_digit' : 'barcode_unknown', { code });
  if (scan.kind === 'embedded') return byLabel(reader, scan, code);
  for (const key of scan.keys) {
    const rows = reader.items.byKey(key);
    if (rows.length > 0) return oneOf(rows, code, weighedBy(scan));
  }
  const [bySku, another] = reader.items.bySku(scan.code);
  if (bySku !== undefined && another === undefined)
    return accept({ item: bySku, barcode: null, weightMilli: null, labelMinor: null });
  if (another !== undefined) return refuse('barcode_ambiguous', { code });
  return refuse(scan.kind === 'text' && scan.badCheckDigit ? 'barcode_bad_check_digit' : 'barcode_unknown', { code });
}

function byLabel(reader: Reader, scan: Extract<BarcodeRead, { kind: 'embedded' }>, code: string): Answer<FoundItem> {
  const exact = reader.items.byKey(scan.exactKey);
  if (exact.length > 0) return oneOf(exact, code, null);
  for (const key of scan.keys) {
    const rows = reader.items.byKey(key);
    if (rows.length === 0) continue;
    const found = oneOf(rows, code, scan.value.kind === 'weight' ? scan.value.quantityMilli : null);
    if (!found.ok || scan.value.kind === 'weight') return found;
    return accept({ ...found.value, labelMinor: scan.value.amountMinor });
  }
  return refuse('barcode_unknown', { code });
}

/** A code that was given to several items makes the cashier choose; the same item twice is no choice. */
function oneOf(rows: readonly ScannedItemRow[], code: string, weightMilli: Milli | null): Answer<FoundItem> {
  const active = rows.filter((row) => row.isActive === 1);
  const [row] = active.length > 0 ? active : rows;
  if (row === undefined) return refuse('barcode_unknown', { code });
  if (active.some((other) => other.variantId !== row.variantId)) return refuse('barcode_ambiguous', { code });
  const barcode = {
    code: row.code,
    unit: row.barcodeUnit,
    factorMilli: row.factorMilli,
    priceMinor: row.barcodePriceMinor,
  };
  return accept({ item: row, barcode, weightMilli, labelMinor: null });
}

function weighedBy(scan: BarcodeRead): Milli | null {
  if (scan.kind !== 'gs1') return null;
  const { weightMilli, count } = scan.content;
  return weightMilli ?? (count === null ? null : milli(count * 1000));
}

/** What the item costs: the barcode's own price, else the customer's list, else the store's default list, else the variant's. */
export function priceOf(reader: Reader, found: FoundItem, customerListId: string | null, atMs: number): ItemPrice {
  const { item, barcode } = found;
  return itemPrice(
    { sellingPriceMinor: item.sellingPriceMinor, barcode },
    [customerListId, reader.shop.defaultPriceListId()],
    (listId) => reader.items.listPrice(item.variantId, listId, atMs),
  );
}
