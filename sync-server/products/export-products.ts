import { exportProductsEndpoint } from '#shared/api/product-endpoints.ts';
import type { ProductAnswer, VariantAnswer } from '#shared/api/product-endpoints.ts';
import { exponentOf } from '#shared/base/currency.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import { type Cell, MEDIA_TYPES, type Table } from '#server/platform/documents/table.ts';
import { writeCsv } from '#server/platform/documents/write-csv.ts';
import { writeXlsx } from '#server/platform/documents/write-xlsx.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serveFile } from '#server/platform/http/serve-file.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import { productsFrom } from './list-products.ts';
import { readProducts } from './read-products.ts';
import { NAMES_SEPARATOR, NO, SHEET_COLUMNS, YES } from './sheet-columns.ts';

type Query = Parameters<typeof productsFrom>[2];

const PRODUCTS_A_PAGE = 500;
const MILLI_DECIMALS = 3;
const COST_DECIMALS = 4;

/** GET /products/export: a row a variant, read page by page while it goes out. */
export function mountProductExport(api: Api): void {
  serveFile(api, exportProductsEndpoint, async ({ query, session, caller }, deps) => {
    const sheet = await withTenant(deps.pool, session.businessId, async (tx) => {
      // What can't be asked for is refused before the file begins.
      if (query.storeId !== undefined) requireStore(session, query.storeId);
      await writeAudit(
        tx,
        deps,
        { session, caller },
        {
          action: 'products.exported',
          entityType: 'product',
          entityId: null,
          newValues: query,
        },
      );
      const [business] = await tx<{ currency: string }[]>`
        select currency from businesses where business_id = ${session.businessId}`;
      const named = await tx<{ id: Id; name: string }[]>`
        select id, name from categories where business_id = ${session.businessId}
        union all select id, name from tax_rates where business_id = ${session.businessId}`;
      return {
        exponent: exponentOf(business?.currency ?? ''),
        names: new Map(named.map(({ id, name }) => [id, name])),
      };
    });
    const table: Table = {
      name: 'Products',
      columns: Object.values(SHEET_COLUMNS),
      rows: rowsOf(deps, session, query, sheet),
    };
    return {
      body: query.format === 'csv' ? writeCsv(table) : writeXlsx(table),
      mediaType: MEDIA_TYPES[query.format],
      fileName: `products-${new Date(deps.nowMs()).toISOString().slice(0, 10)}.${query.format}`,
    };
  });
}

interface Sheet {
  readonly exponent: number;
  readonly names: ReadonlyMap<Id, string>;
}

/** Page by page after the last product, so that no transaction is open while a slow line takes the file. */
async function* rowsOf(deps: ServerDeps, session: Session, query: Query, sheet: Sheet): AsyncGenerator<Cell[]> {
  let after: { readonly name: string; readonly id: Id } | null = null;
  do {
    const page: ProductAnswer[] = await pageAfter(deps, session, query, after);
    for (const product of page) for (const variant of product.variants) yield cellsOf(product, variant, sheet);
    const last = page.length < PRODUCTS_A_PAGE ? undefined : page.at(-1);
    after = last === undefined ? null : { name: last.name, id: last.id };
  } while (after !== null);
}

function pageAfter(
  deps: ServerDeps,
  session: Session,
  query: Query,
  after: { readonly name: string; readonly id: Id } | null,
): Promise<ProductAnswer[]> {
  return readTenant(deps.pool, session.businessId, async (tx) => {
    const beyond = after === null ? tx`` : tx`and (p.name_key, p.id) > (lower(${after.name}), ${after.id}::uuid)`;
    const found = await tx<{ id: Id }[]>`
      select p.id ${productsFrom(tx, session, query)} ${beyond} order by p.name_key, p.id limit ${PRODUCTS_A_PAGE}`;
    return readProducts(
      tx,
      session.businessId,
      found.map(({ id }) => id),
    );
  });
}

function cellsOf(product: ProductAnswer, variant: VariantAnswer, { exponent, names }: Sheet): Cell[] {
  const yesNo = (is: boolean): string => (is ? YES : NO);
  const cells: Record<keyof typeof SHEET_COLUMNS, Cell> = {
    product: product.name,
    variant: variant.name,
    sku: variant.sku,
    barcode: variant.barcodes[0]?.code ?? '',
    category: product.categoryId === null ? '' : (names.get(product.categoryId) ?? ''),
    unit: product.unit,
    price: product.isOpenPrice ? '' : { units: variant.sellingPriceMinor, decimals: exponent },
    cost: { units: variant.costE4, decimals: exponent + COST_DECIMALS },
    taxes: product.taxRateIds.map((id) => names.get(id) ?? '').join(NAMES_SEPARATOR),
    description: product.description,
    reorderLevel: { units: product.reorderLevelMilli, decimals: MILLI_DECIMALS },
    trackStock: yesNo(product.trackInventory),
    returnable: yesNo(product.returnable),
    weighed: yesNo(product.isWeighed),
    active: yesNo(product.isActive && variant.isActive),
    variantId: variant.id,
  };
  return Object.values(cells);
}
