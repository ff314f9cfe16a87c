import { formatInstant } from './format-instant.ts';
import { RULE, row } from './receipt-blocks.ts';
import type { ReceiptContext } from './receipt-context.ts';
import type { ReceiptBlock } from './receipt-document.ts';
import { shopBlocks } from './receipt-head.ts';

/** Who gives a slip out, where and when. */
export type SlipContext = Pick<ReceiptContext, 'business' | 'store' | 'tillName' | 'occurredAt' | 'words'> & {
  readonly staffName: string;
  readonly currency: string;
};

/** The head of a slip: the shop, what the paper is, when and by whom. */
export function slipHead(title: string, context: SlipContext): ReceiptBlock[] {
  const { day, time } = formatInstant(context.occurredAt, context.business.locale);
  return [
    ...shopBlocks(context),
    { kind: 'band', text: title },
    RULE,
    row(day, time),
    row(context.tillName, context.staffName),
  ];
}
