import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const rowsSchema = z.array(z.object({ barcode_id: z.string(), product_name: z.string() }));
const FILE = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'off-barcodes', 'barcodes.csv.gz');

const BRANDS =
  'Peak Dano Milo Indomie Golden Honeywell Mamador Kings Gino Tasty Knorr Maggi Closeup Dettol Morning Sunlight Ariel Hypo Rose Lipton Bournvita Chivita Hollandia Viju'.split(
    ' ',
  );
const THINGS =
  'milk chocolate noodles spaghetti semolina sugar biscuit tomato seasoning toothpaste detergent bleach tissue cornflakes custard margarine yoghurt juice sardines mayonnaise'.split(
    ' ',
  );
const KINDS =
  'original strawberry vanilla onion chicken ginger lemon herbal classic premium family ripe smoked crunchy golden coconut pineapple mango cinnamon pepper'.split(
    ' ',
  );

/** Names of goods: real ones of many languages where the file is there, else made from brands, things, kinds and sizes. */
export function goodsNames(count: number): { readonly names: readonly string[]; readonly source: string } {
  if (!existsSync(FILE))
    return { names: Array.from({ length: count }, (_, index) => madeName(index)), source: 'made-up names' };
  const rows = rowsSchema.parse(parse(gunzipSync(readFileSync(FILE)), { columns: true }));
  const step = Math.max(1, Math.floor(rows.length / count));
  const names: string[] = [];
  for (let index = 0; index < rows.length && names.length < count; index += step) {
    const name = rows[index]?.product_name.trim() ?? '';
    if (name !== '') names.push(name.slice(0, 200));
  }
  return { names, source: 'names of Open Food Facts' };
}

function madeName(index: number): string {
  const pick = (list: readonly string[], divisor: number): string =>
    list[Math.floor(index / divisor) % list.length] ?? '';
  return `${pick(BRANDS, 1)} ${pick(KINDS, BRANDS.length)} ${pick(THINGS, BRANDS.length * KINDS.length)} ${50 + (index % 40) * 25}g`;
}
