import type { z } from 'zod';
import { bulkProductsEndpoint } from '#shared/api/product-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { planEdit } from './edit-product.ts';
import { readProducts } from './read-products.ts';

type Row = z.output<typeof bulkProductsEndpoint.body>['rows'][number];
type RowAnswer = z.input<typeof bulkProductsEndpoint.answer>[number];

/** PATCH /products/bulk: many products at once, an answer a row, all that can be in one transaction. */
export function mountBulkEdits(api: Api): void {
  serve(api, bulkProductsEndpoint, async ({ tx, session, caller, body }, deps) => {
    const { businessId } = session;
    await lockNames(tx, businessId);
    const { answers, records } = await planRows(tx, deps, businessId, body.rows);
    if (records.length > 0) {
      const audited = {
        action: 'products.edited',
        entityType: 'product',
        entityId: null,
        newValues: { rows: body.rows.filter((_, place) => answers[place]?.ok) },
      };
      await editRecords(tx, deps, { session, caller }, { records, audited });
    }
    const good = answers.filter(({ ok }) => ok).length;
    return { data: answers, message: `${good} of ${answers.length} rows were saved.` };
  });
}

async function planRows(
  tx: Tx,
  deps: ServerDeps,
  businessId: Id,
  rows: readonly Row[],
): Promise<{ answers: RowAnswer[]; records: RecordEdit[] }> {
  const found = await readProducts(
    tx,
    businessId,
    rows.map(({ id }) => id),
  );
  const products = new Map(found.map((product) => [product.id, product]));
  const names = new Set<string>();
  const answers: RowAnswer[] = [];
  const records: RecordEdit[] = [];
  for (const { id, ...wanted } of rows) {
    try {
      const current = products.get(id);
      if (current === undefined) throw new Fault('not_found', 'There is no such product, or it stands twice.');
      requireOwnNames(names, wanted);
      const planned = await planEdit(tx, deps, { businessId, current, wanted });
      // Each product once: a second row would not see what the first one changes.
      products.delete(id);
      takeNames(names, wanted);
      records.push(...planned.records);
      const message = planned.records.length === 0 ? 'Nothing was changed.' : 'Saved.';
      answers.push({ id, ok: true, message, code: null, errors: [] });
    } catch (refused) {
      answers.push(refusalOf(id, refused));
    }
  }
  return { answers, records };
}

const namesOf = ({ sku, barcode }: Pick<Row, 'sku' | 'barcode'>): string[] => [
  ...(sku === undefined || sku === '' ? [] : [`sku ${sku}`]),
  ...(barcode === undefined || barcode === null ? [] : [`barcode ${barcode}`]),
];

/** @throws {Fault} `conflict` where another row of the request takes the same sku or barcode */
function requireOwnNames(names: ReadonlySet<string>, wanted: Pick<Row, 'sku' | 'barcode'>): void {
  const twice = namesOf(wanted).find((name) => names.has(name));
  if (twice !== undefined) throw new Fault('conflict', `Another row takes the ${twice} already.`);
}

function takeNames(names: Set<string>, wanted: Pick<Row, 'sku' | 'barcode'>): void {
  for (const name of namesOf(wanted)) names.add(name);
}

/** A refusal of one row; what is no refusal stops them all. */
function refusalOf(id: Id, refused: unknown): RowAnswer {
  if (!(refused instanceof Fault)) throw refused;
  const errors = refused instanceof BadInput ? [...refused.fields] : [];
  return { id, ok: false, message: refused.message, code: refused.code, errors };
}
