import { z } from 'zod';
import { type Aliases, NO_ALIASES, throughAliases } from '#shared/sync/aliases.ts';
import type { Tx } from '#server/store/pool.ts';
import { readAliases } from '../alone/read-aliases.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import { type LoadedRows, type PullView, SKIPPED } from './pull-view.ts';

/** What became of promised money since. */
type Settled = { readonly id: string; readonly state: string; readonly reference: string };

type Row = {
  id: string;
  epoch_counter: number;
  store_id: string;
  till_id: string;
  notes: string;
  customer_id: string | null;
  voided_at: Date | null;
  void_reason: string;
  payments: Settled[] | null;
  is_skipped: boolean;
  body: string | null;
};

/** From this protocol on a till reads that a sale was voided, and what became of its money. */
export const VOIDS_FROM_PROTOCOL = 6;

/** The parts of a body that another till needs; they were read by their schemas when the change was taken. */
const bodySchema = z.object({
  actorId: z.string(),
  occurredAt: z.json(),
  businessDate: z.string(),
  payload: z.record(z.string(), z.json()),
});

/**
 * Sales of the store of the last ninety days that the till does not hold as its own, whole, with the notes and the customer
 * that were added since. One that a till with a slow clock dated years ago counts from the day on which it came in.
 *
 * Own sales that the till does hold come again once they were voided, or what became of promised money is known. A till that
 * can't read that a sale was voided loses it instead, so that nobody brings its goods back there; its own it keeps as sold.
 */
export async function loadSales(tx: Tx, view: PullView, ids: readonly string[]): Promise<LoadedRows> {
  const rows = await tx.unsafe<Row[]>(
    `select o.id, o.epoch_counter, o.store_id, o.till_id, o.notes, o.customer_id, o.voided_at, o.void_reason, w.payments, k.is_skipped, case when not k.is_skipped then c.body end as body
     from sales_orders o join changes c on c.business_id = o.business_id and c.till_id = o.till_id and c.epoch_counter = o.epoch_counter and c.seq = o.seq
     left join lateral (
       select jsonb_agg(jsonb_build_object('id', p.id, 'state', p.state, 'reference', p.reference)) as payments from payments p
       where p.business_id = o.business_id and p.order_id = o.id and p.received_id is null and p.settled_at is not null
     ) w on true
     cross join lateral (select (o.business_date < $3::date and o.created_at < $3::date)
       or (o.till_id = $4::uuid and o.epoch_counter = $5::integer and o.seq <= $6::bigint and (not $7::boolean or (o.voided_at is null and w.payments is null)))
       ) as k (is_skipped)
     where o.business_id = $1::uuid and o.id = any($2::uuid[])`,
    [
      view.businessId,
      arrayLiteral(ids),
      view.salesFrom,
      view.tillId,
      view.have?.epochCounter ?? -1,
      view.have?.seq ?? -1,
      view.protocol >= VOIDS_FROM_PROTOCOL,
    ],
    { prepare: true },
  );
  const aliases = await aliasesOfSales(tx, view, rows);
  const loaded = new Map<string, string | typeof SKIPPED>();
  for (const row of rows) {
    if (row.is_skipped || row.body === null) {
      loaded.set(row.id, SKIPPED);
      continue;
    }
    const { voided_at: at, void_reason: reason } = row;
    if (at !== null && view.protocol < VOIDS_FROM_PROTOCOL) continue;
    const { actorId, occurredAt, businessDate, payload } = bodySchema.parse(
      JSON.parse(throughAliases(row.body, aliases.get(row.till_id) ?? NO_ALIASES)),
    );
    const payments = settledPayments(payload['payments'], row.payments ?? []);
    const sale = { ...payload, payments, note: row.notes, customerId: row.customer_id };
    const voided = at === null ? {} : { voided: { atMs: at.getTime(), reason } };
    const data = { tillId: row.till_id, storeId: row.store_id, actorId, occurredAt, businessDate, sale, ...voided };
    loaded.set(row.id, JSON.stringify(data));
  }
  return loaded;
}

const paymentsSchema = z.array(z.looseObject({ id: z.string() })).catch([]);

/** The payments of a sale in the states that they have by now. */
function settledPayments(written: unknown, settled: readonly Settled[]): unknown {
  if (settled.length === 0) return written;
  const now = new Map(settled.map((payment) => [payment.id, payment]));
  return paymentsSchema.parse(written).map((payment) => ({ ...payment, ...now.get(payment.id) }));
}

/** Sales of a till's time alone name its goods by the ids of that time. */
async function aliasesOfSales(tx: Tx, view: PullView, rows: readonly Row[]): Promise<ReadonlyMap<string, Aliases>> {
  const tillIds = new Set(rows.filter((row) => row.epoch_counter === 0).map((row) => row.till_id));
  const found = new Map<string, Aliases>();
  for (const tillId of tillIds) found.set(tillId, await readAliases(tx, { businessId: view.businessId, tillId }));
  return found;
}
