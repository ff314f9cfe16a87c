import { type ExportQuery, type ExportType, exportEndpoint } from '#shared/api/export-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { exponentOf } from '#shared/base/currency.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import { MEDIA_TYPES, type Table } from '#server/platform/documents/table.ts';
import { writeTable } from '#server/platform/documents/write-table.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { serveFile } from '#server/platform/http/serve-file.ts';
import { readReport } from '#server/platform/replica/read-report.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type Asking, checkRange } from './define-report.ts';
import { type ReportTable, fileColumns } from './export-columns.ts';
import { SALES_COLUMNS, salesRows } from './export-sales.ts';
import { reportBusiness } from './report-business.ts';
import { REPORTS } from './reports.ts';
import { type SalesScope, storesOf } from './sales-scope.ts';

/** The most rows that each report answers with, where it is cut. */
const LIMITS: Partial<Record<ExportType, number>> = {
  'sales-summary': 5000,
  'top-products': 1000,
  'stock-valuation': 5000,
  shifts: 1000,
  'dead-stock': 1000,
};

/** GET /reports/export: a report, or every sale of a range, as a file. */
export function mountExport(api: Api): void {
  serveFile(api, exportEndpoint, async ({ query, session, caller }, deps) => {
    const table = await exportedTable(deps, session, query);
    await withTenant(deps.pool, session.businessId, (tx) =>
      writeAudit(
        tx,
        deps,
        { session, caller },
        { action: 'report.exported', entityType: 'report', entityId: null, newValues: query },
      ),
    );
    return {
      body: writeTable(query.format, table),
      mediaType: MEDIA_TYPES[query.format],
      fileName: exportFileName(query),
    };
  });
}

/** Such as profit-loss-2026-02-01-2026-02-28.pdf */
export function exportFileName({ type, from, to, format }: ExportQuery): string {
  return `${[type, from, to].filter((part) => part !== undefined).join('-')}.${format}`;
}

/** A report on its way into a file. @throws {BadInput} where the query is not one of it */
export async function exportedTable(
  deps: Pick<ServerDeps, 'pool' | 'replica' | 'log' | 'nowMs'>,
  session: Session,
  query: ExportQuery,
): Promise<Table> {
  const read = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> =>
    readReport(deps, session.businessId, work);
  const { business, storeIds } = await read(async (tx) => {
    if (query.storeId !== undefined) requireStore(session, query.storeId);
    const stores = await storesOf(tx, session, query.storeId);
    return { business: await reportBusiness(tx, session.businessId, stores), storeIds: stores };
  });
  const nowMs = deps.nowMs();
  const days = [query.from, query.to].filter((day) => day !== undefined).join(' to ');
  const head = {
    name: query.type.replaceAll('-', ' '),
    notes: [days, `${business.currency}, made ${new Date(nowMs).toISOString()}`].filter((note) => note !== ''),
  };
  const moneyDigits = exponentOf(business.currency);
  if (query.type === 'sales') {
    const file = fileColumns(SALES_COLUMNS, moneyDigits);
    const rows = salesRows(read, salesScope(query, business.id, storeIds));
    return { ...head, ...file, rows: mapped(rows, file.cellsOf) };
  }
  const table = await read((tx) => reportTable({ tx, session, nowMs }, query));
  const file = fileColumns(table.columns, moneyDigits);
  return { ...head, ...file, rows: table.rows.map(file.cellsOf) };
}

async function* mapped<From, To>(rows: AsyncIterable<From>, map: (row: From) => To): AsyncGenerator<To> {
  for await (const row of rows) yield map(row);
}

function reportTable(asking: Asking, asked: ExportQuery): Promise<ReportTable> {
  const { type, format: _, ...query } = asked;
  const report = must(
    REPORTS.find((one) => one.type === type),
    'every type of an export is a report',
  );
  return report.table(asking, { limit: LIMITS[type], ...query });
}

function salesScope({ from, to, cashierId, method }: ExportQuery, businessId: Id, storeIds: readonly Id[]): SalesScope {
  if (from === undefined || to === undefined)
    throw new BadInput([{ field: from === undefined ? 'from' : 'to', message: 'Say from which day to which.' }]);
  checkRange({ from, to }, false);
  return { businessId, storeIds, range: { from, to }, cashierId, method };
}
