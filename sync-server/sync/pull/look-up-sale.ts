import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { type SaleRow, saleRowSchema } from '#shared/sync/feed-rows.ts';
import { type Spoken, protocolFit } from '#shared/sync/protocol-fit.ts';
import type { SaleLookupAnswer } from '#shared/sync/sale-lookup.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { readTenant } from '#server/store/tenant-transaction.ts';
import type { TillToken } from '../door/till-token.ts';
import { requireActiveTill } from '../till/require-active-till.ts';
import { loadSales } from './load-sales.ts';
import type { PullView } from './pull-view.ts';

/** Before any sale: none is too old to be looked up. */
const FROM_THE_BEGINNING = '0001-01-01';

/**
 * Gives a till one sale of its business that pull does not bring it, of any age and store, with all that came back of it so
 * far, so that its goods can come back there.
 *
 * @throws {Fault} `not_found` also for a sale of another business, `till_revoked`, `upgrade_required`, `unavailable`
 */
export async function lookUpSale(
  deps: { readonly pool: Pool; readonly spoken: Spoken; readonly nowMs: () => number },
  token: TillToken,
  asked: { readonly saleId: Id; readonly protocol: number },
): Promise<SaleLookupAnswer> {
  requireFit(asked.protocol, deps.spoken);
  const view: PullView = {
    businessId: token.businessId,
    storeId: token.storeId,
    tillId: token.tillId,
    scope: 'look-up',
    protocol: asked.protocol,
    salesFrom: FROM_THE_BEGINNING,
    have: null,
  };
  return readTenant(deps.pool, token.businessId, async (tx) => {
    await requireActiveTill(tx, token);
    const [sale] = await saleRows(tx, view, [asked.saleId]);
    if (sale === undefined) throw new Fault('not_found', 'There is no such sale here. Check the receipt.');
    const back = await tx<{ id: Id }[]>`select id from sales_orders
      where business_id = ${token.businessId} and refund_of = ${asked.saleId} order by occurred_at, id`;
    const returned = await saleRows(
      tx,
      view,
      back.map(({ id }) => id),
    );
    return { sale, returned, serverTime: deps.nowMs() };
  });
}

function requireFit(protocol: number, spoken: Spoken): void {
  const fit = protocolFit('pull', protocol, spoken);
  if (fit === 'upgrade')
    throw new Fault('upgrade_required', 'This till is too old to read what the office sends. Update the till.');
  if (fit === 'wait')
    throw new Fault('unavailable', 'This till is newer than the office. It waits until the office is updated.', {
      retry: 'later',
    });
}

/** These sales as the feed would carry them, in this order. */
async function saleRows(tx: Tx, view: PullView, ids: readonly Id[]): Promise<SaleRow[]> {
  if (ids.length === 0) return [];
  const loaded = await loadSales(tx, view, ids);
  return ids.flatMap((id) => {
    const text = loaded.get(id);
    return typeof text === 'string' ? [saleRowSchema.parse(JSON.parse(text))] : [];
  });
}
