import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import type { ImportProduct } from './import-product.ts';
import { type PlannedPart, partsOf, planPart } from './plan-part.ts';
import { type Headings, shownFaults } from './shown-faults.ts';

/** What an answer carries of them; how many there are in all stands beside. */
export const FAULTS_SHOWN_MAX = 1000;

/**
 * Takes a checked file in, part by part: each with its progress in one transaction, under the lock of edits from the web.
 *
 * What others changed meanwhile makes a row bad, and stops no other. When the server stops, it ends between two parts; the
 * same file sent again finds what is there and goes on.
 */
export async function runImport(
  deps: ServerDeps,
  by: Editor,
  importId: Id,
  { headings, products }: { readonly headings: Headings; readonly products: readonly ImportProduct[] },
): Promise<void> {
  const { businessId } = by.session;
  const end = (state: 'done' | 'stopped' | 'failed'): Promise<void> =>
    withTenant(deps.pool, businessId, async (tx) => {
      await tx`
        update product_imports set state = ${state}, updated_at = ${new Date(deps.nowMs())}
        where business_id = ${businessId} and id = ${importId}`;
    });
  try {
    for (const part of partsOf(products)) {
      if (deps.stopping.aborted) return await end('stopped');
      await withTenant(deps.pool, businessId, (tx) => applyPart(tx, deps, by, { importId, headings, part }));
    }
    await end('done');
  } catch (error) {
    await end('failed');
    throw error;
  }
}

async function applyPart(
  tx: Tx,
  deps: ServerDeps,
  by: Editor,
  {
    importId,
    headings,
    part,
  }: { readonly importId: Id; readonly headings: Headings; readonly part: readonly ImportProduct[] },
): Promise<void> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const planned = await planPart(tx, deps.makeId, businessId, part);
  await noteProgress(tx, { businessId, importId, headings, at: new Date(deps.nowMs()) }, planned);
  if (planned.records.length === 0) return;
  const lines = part.flatMap(({ variants }) => variants.map(({ line }) => line));
  await editRecords(tx, deps, by, {
    records: planned.records,
    audited: {
      action: 'products.imported',
      entityType: 'product_import',
      entityId: importId,
      newValues: {
        fromLine: Math.min(...lines),
        toLine: Math.max(...lines),
        added: planned.added,
        changed: planned.changed,
      },
    },
  });
}

async function noteProgress(
  tx: Tx,
  {
    businessId,
    importId,
    headings,
    at,
  }: { readonly businessId: Id; readonly importId: Id; readonly headings: Headings; readonly at: Date },
  { rows, added, changed, unchanged, faults }: PlannedPart,
): Promise<void> {
  const shown = shownFaults(headings, faults).slice(0, FAULTS_SHOWN_MAX);
  await tx`
    update product_imports set rows_done = rows_done + ${rows}, added = added + ${added}, changed = changed + ${changed},
      unchanged = unchanged + ${unchanged}, bad = bad + ${faults.length},
      faults = case when jsonb_array_length(faults) < ${FAULTS_SHOWN_MAX} then faults || ${JSON.stringify(shown)}::text::jsonb else faults end,
      updated_at = ${at}
    where business_id = ${businessId} and id = ${importId}`;
}
