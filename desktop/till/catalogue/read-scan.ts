import { z } from 'zod';
import { exponentOf } from '#shared/base/currency.ts';
import { type EmbeddedLayout, embeddedLayoutSchema } from '#shared/catalogue/barcode/embedded-layout.ts';
import { type BarcodeRead, readBarcode } from '#shared/catalogue/barcode/read-barcode.ts';
import type { Reader } from '../store/till-store.ts';

const layoutsSchema = z.array(embeddedLayoutSchema).max(20);
const knownLayouts = new WeakMap<object, readonly EmbeddedLayout[]>();
const NO_LAYOUTS: readonly EmbeddedLayout[] = [];

/** A setting is read anew only where it is another value: every scan comes by here. */
function layoutsOf(setting: unknown): readonly EmbeddedLayout[] {
  if (setting === null || typeof setting !== 'object') return NO_LAYOUTS;
  const known = knownLayouts.get(setting);
  if (known !== undefined) return known;
  const read = layoutsSchema.safeParse(setting).data ?? NO_LAYOUTS;
  knownLayouts.set(setting, read);
  return read;
}

/** Reads a scanned code by this business's settings: its scale labels, its currency. */
export function readScan(reader: Reader, code: string, nowMs: number): BarcodeRead {
  return readBarcode(code, {
    layouts: layoutsOf(reader.shop.setting('barcode_layouts')),
    currencyExponent: exponentOf(reader.shop.business()?.currency ?? ''),
    thisYear: new Date(nowMs).getUTCFullYear(),
  });
}
