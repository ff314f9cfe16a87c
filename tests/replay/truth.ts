import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const whole = z.number().int();
const periodSchema = z.object({
  orders: whole,
  units: whole,
  gross_pence: whole,
  refunds_pence: whole,
  net_pence: whole,
});
const topSchema = z.array(z.object({ StockCode: z.string(), name: z.string(), value: whole })).optional();

/** A truth file: figures that somebody else worked out of the same lines. */
const truthSchema = z.object({
  money: z.object({ gross_sales_pence: whole, refunds_pence: whole, net_pence: whole }),
  units: z.object({ units_sold_all: whole, units_refunded_all: whole.optional() }),
  invoices_by_class: z.object({ sale: whole }),
  per_month: z.record(z.string(), periodSchema),
  per_day: z.array(periodSchema.extend({ date: z.string() })),
  top20_goods_by_gross_revenue_pence: topSchema,
  top20_goods_by_net_revenue_pence: topSchema,
  top20_all_codes_by_gross_revenue_pence: topSchema,
  top20_goods_by_units_sold: topSchema,
  top20_goods_by_units_net_of_refunds: topSchema,
});

const skuSchema = z.array(
  z.object({
    StockCode: z.string(),
    gross_pence: z.coerce.number().int(),
    refunds_pence: z.coerce.number().int(),
    units_sold: z.coerce.number().int(),
    units_refunded: z.coerce.number().int(),
    stock_delta: z.coerce.number().int(),
  }),
);

export type Truth = z.infer<typeof truthSchema> & { readonly codes: z.infer<typeof skuSchema> };

/** Reads a truth file, and the stock per code from `truth_sku.csv.gz` or `truth_sku.csv` beside it where one is there. */
export function readTruth(path: string): Truth {
  const truth = truthSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const tables = [
    path.replace(/\.json$/, '_sku.csv.gz'),
    path.replace(/\.json$/, '_sku.csv'),
    join(dirname(path), 'truth_sku.csv.gz'),
    join(dirname(path), 'truth_sku.csv'),
  ];
  const table = tables.find((name) => name !== path && existsSync(name));
  if (table === undefined) return { ...truth, codes: [] };
  const bytes = readFileSync(table);
  const text = (table.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return { ...truth, codes: skuSchema.parse(parse(text, { columns: true, bom: true })) };
}
