import {
  type ProductImport,
  type RowFault,
  getImportEndpoint,
  importProductsEndpoint,
  importTemplateEndpoint,
  listImportsEndpoint,
} from '#shared/api/product-import-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { exponentOf } from '#shared/base/currency.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import { readTable } from '#server/platform/documents/read-table.ts';
import { MEDIA_TYPES } from '#server/platform/documents/table.ts';
import { writeCsv } from '#server/platform/documents/write-csv.ts';
import { writeXlsx } from '#server/platform/documents/write-xlsx.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { serveFile } from '#server/platform/http/serve-file.ts';
import { serveUpload } from '#server/platform/http/serve-upload.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { readTenant } from '#server/store/tenant-transaction.ts';
import { SHEET_COLUMNS } from '../sheet-columns.ts';
import { checkRows } from './check-rows.ts';
import type { ImportProduct } from './import-product.ts';
import { partsOf, planPart } from './plan-part.ts';
import { readImports } from './read-imports.ts';
import { type ReadFile, readRows } from './read-rows.ts';
import { FAULTS_SHOWN_MAX, runImport } from './run-import.ts';
import { shownFaults } from './shown-faults.ts';

const NOTHING_YET = { rowsDone: 0, added: 0, changed: 0, unchanged: 0 };

/** /products/bulk-import and what came of it. */
export function mountImports(api: Api): void {
  serveUpload(api, importProductsEndpoint, async ({ query, upload, session, caller, answer }, deps) => {
    const file = await readRows(readTable(upload.bytes));
    const checked = await checkFile(deps, session.businessId, file);
    const said = { format: file.format.name, fileName: upload.fileName, rowsTotal: file.rows.length, ...NOTHING_YET };
    const now = new Date(deps.nowMs());
    const times = { createdAt: now.toISOString(), updatedAt: now.toISOString() };
    if (query.dryRun) {
      const { products: _, faults, ...counted } = checked;
      const shown = faults.slice(0, FAULTS_SHOWN_MAX);
      const data: ProductImport = {
        ...said,
        ...counted,
        ...times,
        id: null,
        state: 'checked',
        bad: badRows(faults),
        faults: shown,
      };
      return answer(() => Promise.resolve({ data, message: 'Nothing was changed: this is what would happen.' }));
    }
    if (checked.faults.length > 0) throw refusalOf(checked.faults);
    const id = deps.makeId();
    let isNew = false;
    const response = await answer(async (tx) => {
      await tx`
        insert into product_imports (business_id, id, state, format, file_name, rows_total, created_by, created_at, updated_at)
        values (${session.businessId}, ${id}, 'running', ${said.format}, ${said.fileName}, ${said.rowsTotal}, ${session.userId}, ${now}, ${now})`;
      const newValues = { fileName: said.fileName, format: said.format, rows: said.rowsTotal };
      const act = { action: 'products.import_started', entityType: 'product_import', entityId: id, newValues };
      await writeAudit(tx, deps, { session, caller }, act);
      isNew = true;
      const data: ProductImport = { ...said, ...times, id, state: 'running', bad: 0, faults: [] };
      return { data, message: 'The file is good and is being taken in.' };
    });
    if (isNew)
      deps.later(() =>
        runImport(deps, { session, caller }, id, { headings: file.headings, products: checked.products }),
      );
    return response;
  });
  serve(api, listImportsEndpoint, async ({ tx, session, query }, deps) => {
    const { rows, total } = await readImports(tx, { businessId: session.businessId, ...query, nowMs: deps.nowMs() });
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, getImportEndpoint, async ({ tx, session, params }, deps) => {
    const asked = { businessId: session.businessId, id: params.id, page: 1, limit: 1, nowMs: deps.nowMs() };
    const [found] = (await readImports(tx, asked)).rows;
    if (found === undefined) throw new Fault('not_found', 'There is no such import.');
    return { data: found };
  });
  serveFile(api, importTemplateEndpoint, ({ query }) => {
    const table = { name: 'Products', columns: Object.values(SHEET_COLUMNS), rows: [] };
    return Promise.resolve({
      body: query.format === 'csv' ? writeCsv(table) : writeXlsx(table),
      mediaType: MEDIA_TYPES[query.format],
      fileName: `products.${query.format}`,
    });
  });
}

interface Checked {
  readonly products: readonly ImportProduct[];
  readonly faults: readonly RowFault[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Holds a file against itself and against what the business has. Nothing is written. */
async function checkFile(deps: ServerDeps, businessId: Id, file: ReadFile): Promise<Checked> {
  return readTenant(deps.pool, businessId, async (tx) => {
    const [business] = await tx<{ currency: string }[]>`
      select currency from businesses where business_id = ${businessId}`;
    const { currency } = must(business, 'a session has a business');
    const { products, faults: ownFaults } = checkRows(file, exponentOf(currency));
    const found = [...ownFaults];
    const total = { added: 0, changed: 0, unchanged: 0 };
    for (const part of partsOf(products)) {
      const planned = await planPart(tx, deps.makeId, businessId, part);
      found.push(...planned.faults);
      total.added += planned.added;
      total.changed += planned.changed;
      total.unchanged += planned.unchanged;
    }
    return { products, faults: shownFaults(file.headings, found), ...total };
  });
}

function badRows(faults: readonly RowFault[]): number {
  return new Set(faults.map(({ line }) => line)).size;
}

function refusalOf(faults: readonly RowFault[]): BadInput {
  return new BadInput(faults.map(({ line, column, message }) => ({ field: `line ${line}, ${column}`, message })));
}
