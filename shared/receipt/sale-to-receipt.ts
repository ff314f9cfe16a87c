import { formatMoney } from '#shared/base/format-money.ts';
import { formatPercent } from '#shared/base/format-quantity.ts';
import { minor } from '#shared/base/money.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import { RULE, centred, centredLines, row } from './receipt-blocks.ts';
import type { ReceiptContext } from './receipt-context.ts';
import type { ReceiptBlock, ReceiptDocument } from './receipt-document.ts';
import { receiptHead, receiptMarks } from './receipt-head.ts';
import { type ReceiptStyle, receiptLines } from './receipt-lines.ts';
import { receiptTenders } from './receipt-tenders.ts';
import { receiptCode, saleIdToDigits } from './receipt-code.ts';
import { taxLetters } from './tax-letters.ts';

function totalBlocks(sale: SalePayload, style: ReceiptStyle): ReceiptBlock[] {
  const { words } = style;
  const count = sale.lines.length;
  const saved =
    sale.discountMinor > 0
      ? row(words.linesAndSaved(count), formatMoney(sale.discountMinor, style, 'bare'))
      : row(words.lines(count), '');
  return [row(words.total, formatMoney(sale.totalMinor, style), { size: 'total', bold: true }), saved];
}

function taxBlocks(style: ReceiptStyle): ReceiptBlock[] {
  const { words } = style;
  const sums = style.letters.rows;
  if (sums.length === 0) return [];
  const names = new Set(sums.map((sum) => sum.name).filter((name) => name !== ''));
  const [only] = names;
  const isOneTax = names.size === 1 && only !== undefined;
  const rows = sums.map((sum) => ({
    letter: sum.letter,
    rate:
      isOneTax || sum.name === ''
        ? formatPercent(sum.ratePpm, style.locale)
        : `${sum.name} ${formatPercent(sum.ratePpm, style.locale)}`,
    before: formatMoney(minor(sum.baseMinor), style, 'bare'),
    tax: formatMoney(minor(sum.taxMinor), style, 'bare'),
    withTax: formatMoney(minor(sum.baseMinor + sum.taxMinor), style, 'bare'),
  }));
  const heads = {
    rate: isOneTax ? only : words.tax,
    before: words.before,
    tax: words.taxColumn,
    withTax: words.withTax,
  };
  return [RULE, { kind: 'tax_table', heads, rows }];
}

function footBlocks(sale: SalePayload, context: ReceiptContext): ReceiptBlock[] {
  const { words, store } = context;
  return [
    RULE,
    {
      kind: 'qr',
      text: receiptCode(context.eReceiptUrl, sale.saleId),
      caption: [...(context.eReceiptUrl === null ? [] : words.qrCaption), words.qrReturns],
    },
    RULE,
    ...centredLines(store.receiptFooter),
    { kind: 'barcode', digits: saleIdToDigits(sale.saleId), caption: sale.receiptNumber },
    centred(words.thanks, { bold: true }),
  ];
}

/**
 * A finished sale as its receipt: the same lines for paper, screen, PDF and e-mail.
 *
 * From top to bottom: shop and marks, which sale, goods, total, payments, tax table, e-receipt, footer, bar code.
 */
export function saleToReceipt(sale: SalePayload, context: ReceiptContext): ReceiptDocument {
  const { locale } = context.business;
  const style: ReceiptStyle = {
    locale,
    currency: sale.currency,
    words: context.words,
    letters: taxLetters(sale.lines),
  };
  const tenders = receiptTenders(sale, style);
  return {
    saleId: sale.saleId,
    receiptNumber: sale.receiptNumber,
    locale,
    marks: receiptMarks(sale, context),
    blocks: [
      ...receiptHead(sale, context),
      RULE,
      ...receiptLines(sale, style),
      RULE,
      ...totalBlocks(sale, style),
      ...(tenders.length === 0 ? [] : [RULE, ...tenders]),
      ...taxBlocks(style),
      ...footBlocks(sale, context),
    ],
  };
}
