import type { SaleDetail } from '#shared/api/sales.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import type { InvoiceDocument } from '#shared/receipt/invoice-document.ts';
import { saleToInvoice } from '#shared/receipt/sale-to-invoice.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { readSale } from '../sale-detail.ts';
import { saleFacts } from '../sale-facts.ts';

/** The invoice of a sale as it stands now. @throws {Fault} `not_found` */
export async function readInvoice(tx: Tx, session: Session, saleId: Id): Promise<InvoiceDocument> {
  const { businessId } = session;
  const detail = await readSale(tx, session, saleId);
  const [fact] = await saleFacts(tx, businessId, [saleId]);
  const refunds = detail.refunds.filter(({ status }) => status !== 'voided');
  return saleToInvoice(detail.sale, {
    seller: await sellerOf(tx, businessId, detail),
    buyer: await buyerOf(tx, businessId, detail),
    tillName: detail.tillName,
    businessDate: detail.businessDate,
    occurredAt: must(fact, 'a sale has the change that brought it').occurredAt,
    locale: detail.business.locale,
    isVoided: detail.status === 'voided',
    refundedBalanceMinor: refunds.reduce((sum, refund) => sum + refund.balanceMinor, 0),
    laterPayments: detail.laterPayments,
    refundOfNumber: await numberOf(tx, businessId, detail.refundOf),
    refunds: refunds.map(({ orderNumber, totalMinor, businessDate }) => ({
      number: orderNumber,
      totalMinor,
      businessDate,
    })),
  });
}

type Row = { readonly address: string; readonly city: string; readonly state: string; readonly email: string };

async function sellerOf(tx: Tx, businessId: Id, { business, store }: SaleDetail): Promise<InvoiceDocument['seller']> {
  const [row] = await tx<Row[]>`select address, city, state, email from businesses where business_id = ${businessId}`;
  const place = [row?.address ?? '', [row?.city ?? '', row?.state ?? ''].filter((part) => part !== '').join(', ')];
  return {
    name: business.name,
    storeName: store.name,
    address: store.address === '' ? place.filter((line) => line !== '').join('\n') : store.address,
    phone: store.phone === '' ? business.phone : store.phone,
    email: row?.email ?? '',
    taxId: business.taxId,
    header: store.receiptHeader,
    footer: store.receiptFooter,
  };
}

/** Whom it is for, by the record of today; nobody where the customer was erased. */
async function buyerOf(tx: Tx, businessId: Id, detail: SaleDetail): Promise<InvoiceDocument['buyer']> {
  if (detail.customerId === null || detail.customerName === null) return null;
  const [row] = await tx<{ name: string; phone: string; email: string; taxId: string }[]>`
    select name, phone, email, tax_id as "taxId" from customers
    where business_id = ${businessId} and id = ${detail.customerId} and not is_deleted`;
  const known = row ?? { phone: '', email: '', taxId: '' };
  return { ...known, name: detail.customerName, address: '' };
}

async function numberOf(tx: Tx, businessId: Id, saleId: Id | null): Promise<string | null> {
  if (saleId === null) return null;
  const [row] = await tx<{ order_number: string }[]>`
    select order_number from sales_orders where business_id = ${businessId} and id = ${saleId}`;
  return row?.order_number ?? null;
}
