import { type ProductImport, productImportSchema } from '#shared/api/product-import-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { z } from 'zod';
import type { Tx } from '#server/store/pool.ts';

/** An import of which nothing was heard for so long ended with the server that did it. */
const SILENT_MS = 300_000;

const rowSchema = productImportSchema.omit({ createdAt: true, updatedAt: true }).extend({
  createdAt: z.date(),
  updatedAt: z.date(),
});

/** Imports of the business, the newest first unless asked otherwise; only this one where an id is named. */
export async function readImports(
  tx: Tx,
  asked: {
    readonly businessId: Id;
    readonly id?: Id;
    readonly page: number;
    readonly limit: number;
    readonly sort?: '-createdAt' | 'createdAt';
    readonly nowMs: number;
  },
): Promise<{ rows: ProductImport[]; total: number }> {
  const from = tx`from product_imports where business_id = ${asked.businessId} ${asked.id === undefined ? tx`` : tx`and id = ${asked.id}`}`;
  const found = await tx`
    select id, state, format, file_name as "fileName", rows_total as "rowsTotal", rows_done as "rowsDone", added, changed,
      unchanged, bad, faults, created_at as "createdAt", updated_at as "updatedAt"
    ${from} order by ${tx.unsafe(asked.sort === 'createdAt' ? 'created_at, id' : 'created_at desc, id desc')} limit ${asked.limit} offset ${(asked.page - 1) * asked.limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*) as total ${from}`;
  const rows = found.map((row): ProductImport => {
    const read = rowSchema.parse(row);
    const isSilent = read.state === 'running' && read.updatedAt.getTime() < asked.nowMs - SILENT_MS;
    return {
      ...read,
      state: isSilent ? 'stopped' : read.state,
      createdAt: read.createdAt.toISOString(),
      updatedAt: read.updatedAt.toISOString(),
    };
  });
  return { rows, total: count?.total ?? 0 };
}
