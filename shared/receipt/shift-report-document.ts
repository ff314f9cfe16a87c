import { formatMoney } from '#shared/base/format-money.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { Instant } from '#shared/base/time.ts';
import type { ShiftReport } from '#shared/drawer/shift-report.ts';
import type { BusinessFields } from '#shared/people/business-records.ts';
import { formatInstant } from './format-instant.ts';
import { RULE, centred, left, row } from './receipt-blocks.ts';
import type { ReceiptBlock, ReceiptDocument } from './receipt-document.ts';
import type { ShiftReportWords } from './shift-report-words.ts';

/** The figures of a shift as they were worked out; nothing here adds anything up. */
type PrintedShift = Omit<ShiftReport, 'expectedMinor'> & {
  readonly shiftId: string;
  readonly openedBy: string;
  readonly floatMinor: Minor;
  /** Null before the drawer was counted: an X report stays blind. */
  readonly expectedMinor: Minor | null;
  readonly countedMinor: Minor | null;
  readonly varianceMinor: Minor | null;
  readonly varianceReason: string;
};

type ShiftReportContext = {
  readonly business: Pick<BusinessFields, 'name' | 'locale' | 'currency'>;
  readonly storeName: string;
  readonly tillName: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly printedAt: Instant;
  readonly words: ShiftReportWords;
};

/** An X or Z report as lines for the receipt printer. */
export function shiftReportDocument(shift: PrintedShift, context: ShiftReportContext): ReceiptDocument {
  const { business, words, closedAt } = context;
  const title = closedAt === null ? words.xReport : words.zReport;
  return {
    saleId: shift.shiftId,
    receiptNumber: title,
    locale: business.locale,
    marks: [],
    blocks: [...headBlocks(shift, context, title), ...cashBlocks(shift, context), ...salesBlocks(shift, context)],
  };
}

function headBlocks(shift: PrintedShift, context: ShiftReportContext, title: string): ReceiptBlock[] {
  const { business, storeName, tillName, openedAt, closedAt, printedAt, words } = context;
  const moment = (at: Instant): string => {
    const { day, time } = formatInstant(at, business.locale);
    return `${day} ${time}`;
  };
  return [
    centred(business.name.toLocaleUpperCase(business.locale), { size: 'shop', bold: true }),
    { kind: 'band', text: title },
    row(storeName, tillName),
    row(words.opened, moment(openedAt)),
    row('', shift.openedBy),
    ...(closedAt === null ? [] : [row(words.closed, moment(closedAt))]),
    row(words.printed, moment(printedAt)),
    RULE,
  ];
}

function cashBlocks(shift: PrintedShift, { business, words }: ShiftReportContext): ReceiptBlock[] {
  const bare = (amount: Minor): string => formatMoney(amount, business, 'bare');
  const { expectedMinor, countedMinor, varianceMinor } = shift;
  const cash = shift.tenders.find(({ method }) => method === 'cash');
  const blocks = [
    row(words.float, bare(shift.floatMinor)),
    row(words.way(words.methods.cash, cash?.count ?? 0), bare(cash?.amountMinor ?? minor(0))),
    row(words.cashIn, bare(shift.cashInMinor)),
    row(words.cashOut, bare(minor(-shift.cashOutMinor))),
    row(words.drops, bare(minor(-shift.dropMinor))),
  ];
  if (expectedMinor !== null) blocks.push(row(words.expected, bare(expectedMinor), { bold: true }));
  if (countedMinor !== null) blocks.push(row(words.counted, bare(countedMinor), { bold: true }));
  if (varianceMinor !== null && varianceMinor !== 0) {
    const isShort = varianceMinor < 0;
    const amount = formatMoney(minor(Math.abs(varianceMinor)), business);
    blocks.push(row(isShort ? words.short : words.over, amount, { size: 'total', bold: true }));
  }
  if (shift.varianceReason !== '') blocks.push(left(words.because(shift.varianceReason)));
  return [...blocks, RULE];
}

function salesBlocks(shift: PrintedShift, { business, words }: ShiftReportContext): ReceiptBlock[] {
  const bare = (amount: Minor): string => formatMoney(amount, business, 'bare');
  const others = shift.tenders.filter(({ method }) => method !== 'cash');
  const ways = others.flatMap(({ method, count, amountMinor, pendingMinor }) => [
    row(words.way(words.methods[method], count), bare(amountMinor)),
    ...(pendingMinor === 0 ? [] : [row(words.pending, bare(pendingMinor), { indent: true })]),
  ]);
  return [
    ...(ways.length === 0 ? [] : [left(words.payments, { bold: true }), ...ways, RULE]),
    row(words.sales(shift.saleCount), bare(shift.salesMinor)),
    row(words.refunds(shift.refundCount), bare(minor(-shift.refundsMinor))),
    row(words.discounts, bare(shift.discountMinor)),
    row(words.tax, bare(shift.taxMinor)),
  ];
}
