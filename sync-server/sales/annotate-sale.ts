import type { z } from 'zod';
import type { editSaleEndpoint } from '#shared/api/sale-writing-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { type FactWriter, recordFact } from '#server/sync/web-edits/record-fact.ts';
import { saleToChange } from './sale-to-change.ts';

/** What an edit of a sale is held against: all of it that can be edited. */
export function saleVersion(sale: { readonly note: string; readonly customerId: Id | null }): object {
  return { note: sale.note, customerId: sale.customerId };
}

/**
 * Changes the note of a finished sale, or names its customer. Who owes for it stays as it was.
 *
 * @throws {Fault} `stale_version`, `conflict` for a sale that was voided; {BadInput} for a customer who is not there
 */
export async function annotateSale(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: {
    readonly saleId: Id;
    readonly body: z.output<typeof editSaleEndpoint.body>;
    readonly checkVersion: (current: unknown) => void;
  },
): Promise<void> {
  const { businessId } = by.session;
  const sale = await saleToChange(tx, by.session, asked.saleId);
  asked.checkVersion(saleVersion({ note: sale.notes, customerId: sale.customerId }));
  const note = asked.body.note === sale.notes ? null : (asked.body.note ?? null);
  const customerId = asked.body.customerId === sale.customerId ? null : (asked.body.customerId ?? null);
  if (note === null && customerId === null) return;
  if (customerId !== null) {
    const found =
      await tx`select 1 from customers where business_id = ${businessId} and id = ${customerId} and not is_deleted`;
    if (found.length === 0) throw new BadInput([{ field: 'customerId', message: 'There is no such customer.' }]);
  }
  await recordFact(tx, deps, by, {
    storeId: sale.storeId,
    change: { type: 'sale.annotated', entityId: sale.id, payload: { saleId: sale.id, note, customerId } },
    audited: {
      action: 'sale.edited',
      entityType: 'sale',
      entityId: sale.id,
      oldValues: { note: sale.notes, customerId: sale.customerId },
      newValues: asked.body,
    },
  });
}
