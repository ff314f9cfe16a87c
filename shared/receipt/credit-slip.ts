import type { Id } from '#shared/base/ids.ts';
import { formatMoney } from '#shared/base/format-money.ts';
import type { Minor } from '#shared/base/money.ts';
import { codeEnd } from '#shared/credit/credit-code.ts';
import type { CreditKind } from '#shared/credit/credit-kinds.ts';
import { RULE, centred, row } from './receipt-blocks.ts';
import type { ReceiptDocument } from './receipt-document.ts';
import { type SlipContext, slipHead } from './slip-head.ts';

/** A gift card or store credit on paper, for whoever spends it: its code, and what stands on it now. */
export function creditSlip(
  credit: { readonly creditId: Id; readonly kind: CreditKind; readonly code: string; readonly balanceMinor: Minor },
  context: SlipContext,
): ReceiptDocument {
  const { words, business, currency } = context;
  const { locale } = business;
  return {
    saleId: credit.creditId,
    receiptNumber: codeEnd(credit.code),
    locale,
    marks: [],
    blocks: [
      ...slipHead(words.credits[credit.kind], context),
      RULE,
      centred(credit.code, { size: 'total', bold: true }),
      row(words.creditBalance, formatMoney(credit.balanceMinor, { locale, currency }), { bold: true }),
      RULE,
      centred(words.creditKeep),
      centred(words.thanks, { bold: true }),
    ],
  };
}
