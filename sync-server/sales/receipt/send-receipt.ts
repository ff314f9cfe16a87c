import { z } from 'zod';
import { emailSchema } from '#shared/api/password-endpoints.ts';
import { idSchema } from '#shared/base/ids.ts';
import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import { ENGLISH_RECEIPT_PAGE_WORDS as WORDS } from '#shared/receipt/receipt-page-words.ts';
import { receiptToText } from '#shared/receipt/to-text.ts';
import type { Outgoing, OutgoingEnd } from '#server/notifications/outgoing.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { readTenant } from '#server/store/tenant-transaction.ts';
import { receiptPage } from './receipt-html.ts';
import { becameOf, receiptOf } from './read-receipt.ts';

const receiptMailSchema = z.object({ saleId: idSchema, to: z.string() });
/** Which receipt, and to whom: the `message` of what goes out as a receipt. */
export type ReceiptMail = z.infer<typeof receiptMailSchema>;

/**
 * A receipt to the customer who asked for it, in words and as a page, with what became of the sale since.
 *
 * What a cashier wrote that is not one address goes to nobody.
 *
 * @throws {Fault} `not_found` while the sale has not come from its till: it is tried again
 */
export async function sendReceipt(
  deps: Pick<ServerDeps, 'pool' | 'mail' | 'log'>,
  { id, businessId, message }: Outgoing,
  handOver: () => Promise<void>,
): Promise<OutgoingEnd> {
  const { saleId, to: written } = receiptMailSchema.parse(JSON.parse(message));
  const to = emailSchema.safeParse(written);
  if (!to.success) {
    deps.log.warn({ outgoingId: id }, 'a receipt was asked for by e-mail to what is no address');
    return 'dropped';
  }
  const found = await readTenant(deps.pool, businessId, (tx) => receiptOf(tx, businessId, saleId));
  const { receipt, sale } = found;
  const notices = becameOf(found);
  const mail = {
    to: to.data,
    subject: WORDS.subject({ receiptNumber: receipt.receiptNumber, shop: sale.business.name }),
    text: [...notices, receiptToText(withoutCodes(receipt), 48)].join('\n'),
    html: receiptPage(receipt, { title: WORDS.title, notices }),
  };
  await deps.mail.send(mail, handOver);
  return 'sent';
}

/** What scanners read off paper says nothing in words; the rule above a code goes with it. */
function withoutCodes(receipt: ReceiptDocument): ReceiptDocument {
  const blocks = receipt.blocks.filter(({ kind }) => kind !== 'qr' && kind !== 'barcode');
  return {
    ...receipt,
    blocks: blocks.filter(({ kind }, at) => kind !== 'rule' || blocks[at - 1]?.kind !== 'rule'),
  };
}
