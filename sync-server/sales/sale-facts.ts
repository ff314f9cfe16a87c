import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import type { Instant } from '#shared/base/time.ts';
import { NO_ALIASES, throughAliases } from '#shared/sync/aliases.ts';
import type { Tx } from '#server/store/pool.ts';
import { readAliases } from '#server/sync/alone/read-aliases.ts';

/** A sale as its till wrote it, and when. */
export type SaleFact = { readonly sale: SalePayload; readonly occurredAt: Instant };

type Row = { readonly body: string; readonly till_id: Id; readonly epoch_counter: number };

/** Sales as their tills wrote them, from the changes that brought them; goods of a till's time alone by their ids of today. */
export async function saleFacts(tx: Tx, businessId: Id, saleIds: readonly Id[]): Promise<readonly SaleFact[]> {
  const rows = await tx<Row[]>`
    select c.body, o.till_id, o.epoch_counter from sales_orders o
    join changes c on c.business_id = o.business_id and c.till_id = o.till_id and c.epoch_counter = o.epoch_counter and c.seq = o.seq
    where o.business_id = ${businessId} and o.id = any(${[...saleIds]}::uuid[]) order by o.occurred_at, o.id`;
  const facts: SaleFact[] = [];
  for (const row of rows) {
    const aliases = row.epoch_counter === 0 ? await readAliases(tx, { businessId, tillId: row.till_id }) : NO_ALIASES;
    const parsed = parseChange(throughAliases(row.body, aliases));
    const change = must(parsed.ok ? parsed.value : undefined, 'a sale that was applied can be read');
    if (change.type === 'sale.completed' || change.type === 'sale.refunded')
      facts.push({ sale: change.payload, occurredAt: change.occurredAt });
  }
  return facts;
}
