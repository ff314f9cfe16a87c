import { z } from 'zod';
import { emailSchema } from '#shared/api/password-endpoints.ts';
import { type Id, idSchema } from '#shared/base/ids.ts';
import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import { ENGLISH_RECEIPT_PAGE_WORDS as WORDS } from '#shared/receipt/receipt-page-words.ts';
import { receiptToText } from '#shared/receipt/to-text.ts';
import type { Outgoing, OutgoingEnd } from '#server/notifications/outgoing.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { readTenant } from '#server/store/tenant-transaction.ts';
import { phoneNumberOf } from './phone-number.ts';
import { receiptPage } from './receipt-html.ts';
import { becameOf, receiptOf } from './read-receipt.ts';

const askedReceiptSchema = z.object({
  saleId: idSchema,
  channel: z.enum(['email', 'whatsapp']).default('email'),
  to: z.string(),
});
/** Which receipt, which way and to whom: the `message` of what goes out as a receipt. */
export type AskedReceipt = z.infer<typeof askedReceiptSchema>;

type SendDeps = Pick<ServerDeps, 'pool' | 'mail' | 'messages' | 'config' | 'log'>;

/**
 * A receipt to the customer who asked for it: by e-mail in words and as a page, with what became of the sale since; on a phone
 * as a message that says where it is.
 *
 * What a cashier wrote that is not one address or number goes to nobody.
 *
 * @throws {Fault} `not_found` while the sale has not come from its till: it is tried again
 */
export async function sendReceipt(
  deps: SendDeps,
  { id, businessId, message }: Outgoing,
  handOver: () => Promise<void>,
): Promise<OutgoingEnd> {
  const asked = askedReceiptSchema.parse(JSON.parse(message));
  const send = asked.channel === 'email' ? mailReceipt : messageReceipt;
  const fault = await send(deps, { ...asked, businessId }, handOver);
  if (fault === null) return 'sent';
  deps.log.warn({ outgoingId: id, channel: asked.channel }, fault);
  return 'dropped';
}

type Asked = AskedReceipt & { readonly businessId: Id };

/** @returns why it goes to nobody, or null */
async function mailReceipt(
  deps: SendDeps,
  { businessId, saleId, to: written }: Asked,
  handOver: () => Promise<void>,
): Promise<string | null> {
  const to = emailSchema.safeParse(written);
  if (!to.success) return 'a receipt was asked for by e-mail to what is no address';
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
  return null;
}

/** @returns why it goes to nobody, or null */
async function messageReceipt(
  deps: SendDeps,
  { businessId, saleId, to: written }: Asked,
  handOver: () => Promise<void>,
): Promise<string | null> {
  const { found, country } = await readTenant(deps.pool, businessId, async (tx) => ({
    found: await receiptOf(tx, businessId, saleId),
    country: await countryOf(tx, businessId),
  }));
  const to = phoneNumberOf(written, country);
  if (to === null) return 'a receipt was asked for on a phone by what is no number';
  const { receipt, sale } = found;
  const { receiptToken } = sale.sale;
  if (receiptToken === undefined) return 'a receipt without a page of its own was asked for on a phone';
  const said = {
    shop: sale.business.name,
    receiptNumber: receipt.receiptNumber,
    url: `${deps.config.publicUrl}/r/${receiptToken}`,
  };
  const parts = [said.shop, said.receiptNumber, said.url];
  await deps.messages.send({ to, text: WORDS.message(said), parts }, handOver);
  return null;
}

async function countryOf(tx: Tx, businessId: Id): Promise<string> {
  const [row] = await tx<{ country: string }[]>`select country from businesses where business_id = ${businessId}`;
  return row?.country ?? '';
}

/** What scanners read off paper says nothing in words; the rule above a code goes with it. */
function withoutCodes(receipt: ReceiptDocument): ReceiptDocument {
  const blocks = receipt.blocks.filter(({ kind }) => kind !== 'qr' && kind !== 'barcode');
  return {
    ...receipt,
    blocks: blocks.filter(({ kind }, at) => kind !== 'rule' || blocks[at - 1]?.kind !== 'rule'),
  };
}
