import { Fault } from '#shared/base/fault.ts';
import { mulDivRound } from '#shared/base/integer.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { must } from '#shared/base/assert.ts';
import type { SaleDetail } from '#shared/api/sales.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import type { Tx } from '#server/store/pool.ts';
import { saleFacts } from './sale-facts.ts';
import { SALE_COLUMNS, SALE_JOINS, type SaleListRow, toSaleRow } from './list-sales.ts';

type Voided = { readonly voided_at: Date | null; readonly voided_by: string; readonly void_reason: string };
type LaterRow = Omit<SaleDetail['laterPayments'][number], 'occurredAt'> & { readonly occurredAt: Date };

async function laterPayments(tx: Tx, businessId: Id, saleId: Id): Promise<SaleDetail['laterPayments']> {
  const rows = await tx<LaterRow[]>`
    select id, method, amount_minor as "amountMinor", tendered_minor as "tenderedMinor", change_minor as "changeMinor", state, reference,
      received_id as "receivedId", occurred_at as "occurredAt"
    from payments where business_id = ${businessId} and order_id = ${saleId} and received_id is not null order by occurred_at, id`;
  return rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
}

async function states(
  tx: Tx,
  businessId: Id,
  saleId: Id,
): Promise<ReadonlyMap<Id, { state: SalePayload['payments'][number]['state']; reference: string }>> {
  const rows = await tx<{ id: Id; state: SalePayload['payments'][number]['state']; reference: string }[]>`
    select id, state, reference from payments where business_id = ${businessId} and order_id = ${saleId}`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** One sale with all that its receipt says, its payments as they stand now, and the refunds that name it. */
async function saleDetail(
  tx: Tx,
  asked: { businessId: Id; storeIds: readonly Id[]; saleId: Id },
): Promise<SaleDetail | undefined> {
  const { businessId, saleId, storeIds } = asked;
  const [row] = await tx<(SaleListRow & Voided & { notes: string })[]>`
    select ${tx.unsafe(SALE_COLUMNS)}, o.notes, o.voided_at, o.void_reason,
      coalesce((select u.full_name from users u where u.business_id = o.business_id and u.id = o.voided_by), '') as voided_by from ${tx.unsafe(SALE_JOINS)}
     where o.business_id = ${businessId} and o.id = ${saleId} and (${storeIds.length === 0} or o.store_id = any(${[...storeIds]}::uuid[]))`;
  const [fact] = row === undefined ? [] : await saleFacts(tx, businessId, [saleId]);
  const payload = fact?.sale;
  if (row === undefined || payload === undefined) return undefined;
  const refunds = await tx<SaleListRow[]>`
    select ${tx.unsafe(SALE_COLUMNS)} from ${tx.unsafe(SALE_JOINS)}
     where o.business_id = ${businessId} and o.refund_of = ${saleId} order by o.occurred_at limit 200`;
  const [cost] = await tx<
    { cost_e4: number }[]
  >`select coalesce(sum(cost_e4), 0)::bigint as cost_e4 from sales_order_items where business_id = ${businessId} and order_id = ${saleId}`;
  const [heading] = await tx<Pick<SaleDetail, 'business' | 'store'>[]>`
    select json_build_object('name', b.name, 'address', b.address, 'phone', b.phone, 'taxId', b.tax_id, 'currency', b.currency, 'locale', b.locale) as business,
           json_build_object('name', s.name, 'code', s.code, 'address', s.address, 'phone', s.phone, 'timeZone', s.time_zone, 'receiptHeader', s.receipt_header, 'receiptFooter', s.receipt_footer) as store
      from businesses b join stores s on s.business_id = b.business_id
     where b.business_id = ${businessId} and s.id = ${row.storeId}`;
  const now = await states(tx, businessId, saleId);
  return {
    ...toSaleRow(row),
    sale: {
      ...payload,
      note: row.notes,
      customerId: row.customerId,
      customerName: row.customerName,
      payments: payload.payments.map((payment) => ({ ...payment, ...now.get(payment.id) })),
    },
    voided:
      row.voided_at === null
        ? null
        : { at: row.voided_at.toISOString(), byName: row.voided_by, reason: row.void_reason },
    laterPayments: await laterPayments(tx, businessId, saleId),
    marginMinor: minor(payload.subtotalMinor - mulDivRound(cost?.cost_e4 ?? 0, 1, 10_000)),
    refunds: refunds.map(toSaleRow),
    ...must(heading, 'a sale belongs to a business and a store'),
  };
}

/** One sale. @throws {Fault} `not_found`, also for one of a store beyond the caller's limits */
export async function readSale(
  tx: Tx,
  { businessId, storeIds }: { readonly businessId: Id; readonly storeIds: readonly Id[] },
  saleId: Id,
): Promise<SaleDetail> {
  const sale = await saleDetail(tx, { businessId, storeIds, saleId });
  if (sale === undefined) throw new Fault('not_found', 'There is no such sale. It may not have arrived yet.');
  return sale;
}
