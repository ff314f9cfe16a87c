import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Sql } from 'postgres';
import { z } from 'zod';
import type { Resting } from '../check/history.ts';

const linesSchema = z.array(z.object({ line: z.string() }));
const text = (...columns: readonly string[]): string =>
  columns.map((column) => `coalesce(${column}, '-')`).join(" || ' ' || ");

const SALE = ['refund_of', 'line_count', 'discount_minor', 'tax_minor', 'rounding_minor', 'total_minor'];
const PAYMENT = ['method', 'amount_minor', 'tendered_minor', 'change_minor', 'state'];
const VARIANT = ['id', 'product_id', 'sku', 'selling_price_minor'];
const CUSTOMER = ['id', 'name', 'phone', 'email'];

/** The same words in the same order on both sides, each side by its own columns. */
const AT_TILL: Readonly<Record<string, string>> = {
  sales: `select ${text('id', 'kind', 'receipt_number', 'till_id', 'customer_id', 'business_date', ...SALE)} as line from sales`,
  lines: `select ${text('s.id', ...['id', 'variantId', 'quantityMilli', 'unitPriceMinor', 'taxMinor', 'totalMinor'].map((field) => `json_extract(l.value, '$.${field}')`))} as line
    from sales s join sale_documents d on d.sale_id = s.id, json_each(d.document, '$.sale.lines') l`,
  payments: `select ${text('id', 'sale_id', ...PAYMENT)} as line from payments`,
  levels: `select ${text('variant_id', 'batch_id', 'quantity_milli')} as line from levels`,
  customers: `select ${text(...CUSTOMER)} as line from customers where is_deleted = 0`,
  products: `select ${text('id', 'name')} as line from products where is_deleted = 0`,
  variants: `select ${text(...VARIANT)} as line from product_variants where is_deleted = 0`,
};
const asText = (columns: readonly string[]): string[] => columns.map((column) => `${column}::text`);
const AT_OFFICE: Readonly<Record<string, string>> = {
  sales: `select ${text(...asText(['id', 'kind', 'order_number', 'till_id', 'customer_id', 'business_date', ...SALE]))} as line from sales_orders`,
  lines: `select ${text(...asText(['order_id', 'id', 'variant_id', 'quantity_milli', 'unit_price_minor', 'tax_minor', 'total_minor']))} as line from sales_order_items`,
  payments: `select ${text(...asText(['id', 'order_id', ...PAYMENT]))} as line from payments`,
  levels: `select ${text(...asText(['variant_id', 'batch_id', 'quantity_milli']))} as line from inventory`,
  customers: `select ${text(...asText(CUSTOMER))} as line from customers where not is_deleted`,
  products: `select ${text(...asText(['id', 'name']))} as line from products where not is_deleted`,
  variants: `select ${text(...asText(VARIANT))} as line from product_variants where not is_deleted`,
};

export type RestingRows = Resting['rows'];

/** All that a till has in common with its store, in lines. */
export function restingRowsOfTill(folder: string): RestingRows {
  const file = new Database(join(folder, 'till.db'), { readonly: true, fileMustExist: true });
  try {
    return file.transaction(() =>
      Object.fromEntries(
        Object.entries(AT_TILL).map(([name, sql]) => [
          name,
          linesSchema.parse(file.prepare(sql).all()).map(({ line }) => line),
        ]),
      ),
    )();
  } finally {
    file.close();
  }
}

/** The office's rows of its one store, in the same lines. */
export function restingRowsOfOffice(sql: Sql): Promise<RestingRows> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const rows: Record<string, string[]> = {};
    for (const [name, query] of Object.entries(AT_OFFICE))
      rows[name] = linesSchema.parse(await tx.unsafe(query)).map(({ line }) => line);
    return rows;
  });
}
