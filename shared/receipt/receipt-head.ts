import type { SalePayload } from '#shared/sale/sale-payload.ts';
import { formatInstant } from './format-instant.ts';
import { RULE, centred, centredLines, row } from './receipt-blocks.ts';
import type { ReceiptContext } from './receipt-context.ts';
import type { ReceiptBlock, ReceiptMark } from './receipt-document.ts';

/** What stands across the paper, most important first. */
export function receiptMarks(sale: SalePayload, context: ReceiptContext): ReceiptMark[] {
  const marks: ReceiptMark[] = [];
  if (context.isTraining) marks.push('training');
  if (sale.kind !== 'sale') marks.push(sale.kind);
  if (context.isCopy) marks.push('copy');
  return marks;
}

/** The shop, as the law wants it on paper. */
export function shopBlocks({
  business,
  store,
  words,
}: Pick<ReceiptContext, 'business' | 'store' | 'words'>): ReceiptBlock[] {
  const blocks: ReceiptBlock[] = [];
  if (business.logoUrl !== null) blocks.push({ kind: 'logo', url: business.logoUrl });
  blocks.push(centred(business.name.toLocaleUpperCase(business.locale), { size: 'shop', bold: true }));
  const address = store.address === '' ? business.address : store.address;
  // The law wants the store on paper; most addresses name the quarter that the store is called after.
  if (store.name !== business.name && !address.includes(store.name)) blocks.push(centred(store.name));
  blocks.push(...centredLines(address), ...centredLines(store.phone === '' ? business.phone : store.phone));
  if (business.taxId !== '') blocks.push(centred(words.taxNumber(business.taxId)));
  blocks.push(...centredLines(store.receiptHeader));
  return blocks;
}

/** The head of a receipt: the shop, what the paper is marked as, and which sale it is. */
export function receiptHead(sale: SalePayload, context: ReceiptContext): ReceiptBlock[] {
  const { words } = context;
  const { day, time } = formatInstant(context.occurredAt, context.business.locale);
  const bands = receiptMarks(sale, context).map((mark): ReceiptBlock => ({ kind: 'band', text: words.marks[mark] }));
  const which = [
    row(words.receipt, sale.receiptNumber, { bold: true }),
    row(day, time),
    row(context.tillName, sale.cashierName),
  ];
  if (sale.customerName !== null) which.push(row(words.customer, sale.customerName));
  if (context.refundOfNumber !== null) which.push(row(words.refundOf, context.refundOfNumber));
  return [...shopBlocks(context), ...bands, RULE, ...which];
}
