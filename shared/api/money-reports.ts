import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { paymentMethodSchema, paymentStateSchema } from '#shared/sale/tender.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { drawerLineSchema, missingTillSchema, salesFiguresSchema } from './reports.ts';

/** What every report of a range is asked. */
export const rangeQuerySchema = z.object({
  from: calendarDaySchema,
  to: calendarDaySchema,
  storeId: idSchema.optional(),
});

/** What every report of a range says of itself. */
export const rangeHeadSchema = z.object({
  from: businessDateSchema,
  to: businessDateSchema,
  currency: z.string(),
  /** When it was worked out, ISO 8601. */
  asOf: z.string(),
  missing: z.array(missingTillSchema),
  /** Closed days of the range that changed since they were closed. */
  changedDays: z.array(businessDateSchema),
});
export type RangeHead = z.infer<typeof rangeHeadSchema>;

const timeOrStoreSchema = z.enum(['none', 'day', 'week', 'month', 'store']);
export type TimeOrStore = z.infer<typeof timeOrStoreSchema>;

/** A row of a grouping: its key (a day, the first day of week or month, or an id) and what it is called. */
const rowHeadSchema = z.object({ key: z.string(), name: z.string() });

const expenseSumSchema = z.object({ count: z.number().int(), amountMinor: minorSchema });

export const expensesSummaryQuerySchema = rangeQuerySchema.extend({
  groupBy: z.enum(['category', 'day', 'week', 'month', 'store']).default('category'),
});
export const expensesSummarySchema = rangeHeadSchema.extend({
  beforeFrom: businessDateSchema,
  beforeTo: businessDateSchema,
  groupBy: expensesSummaryQuerySchema.shape.groupBy,
  total: expenseSumSchema,
  before: expenseSumSchema,
  rows: z.array(rowHeadSchema.extend({ ...expenseSumSchema.shape, before: expenseSumSchema })),
});
export type ExpensesSummary = z.infer<typeof expensesSummarySchema>;

/** A statement: netRevenue − costOfGoods = grossProfit; grossProfit − stockLosses − expenses = netProfit. */
export const profitLossFiguresSchema = z.object({
  /** What customers paid less what they got back, without tax. */
  netRevenueMinor: minorSchema,
  /** The cost that the lines carried when they were sold. */
  costOfGoodsMinor: minorSchema,
  grossProfitMinor: minorSchema,
  /** grossProfitMinor ÷ netRevenueMinor in parts per million; null where nothing was sold. */
  grossMarginPpm: z.number().int().nullable(),
  /** Positive where stock was lost, negative where it was found; `count` is what counts were off by, `not_restocked` came back and was thrown away. */
  stockLosses: z.array(z.object({ reason: z.string(), quantityMilli: milliSchema, amountMinor: minorSchema })),
  stockLossesMinor: minorSchema,
  expenses: z.array(z.object({ categoryId: idSchema.nullable(), name: z.string(), amountMinor: minorSchema })),
  expensesMinor: minorSchema,
  netProfitMinor: minorSchema,
});
export type ProfitLossFigures = z.infer<typeof profitLossFiguresSchema>;

export const profitLossQuerySchema = rangeQuerySchema.extend({ groupBy: timeOrStoreSchema.default('none') });
export const profitLossSchema = rangeHeadSchema.extend({
  beforeFrom: businessDateSchema,
  beforeTo: businessDateSchema,
  groupBy: timeOrStoreSchema,
  total: profitLossFiguresSchema,
  before: profitLossFiguresSchema,
  rows: z.array(rowHeadSchema.extend(profitLossFiguresSchema.shape)),
});
export type ProfitLoss = z.infer<typeof profitLossSchema>;

const taxSumSchema = z.object({
  taxRateId: idSchema,
  name: z.string(),
  ratePpm: z.number().int(),
  inclusive: z.boolean(),
  /** What the tax was worked out on, without it. */
  baseMinor: minorSchema,
  taxMinor: minorSchema,
});
const taxesOfSchema = z.object({
  taxes: z.array(taxSumSchema),
  taxMinor: minorSchema,
  /** All revenue without tax, that of goods without any tax among it. */
  netWithoutTaxMinor: minorSchema,
});
export type TaxesOf = z.infer<typeof taxesOfSchema>;

export const taxesQuerySchema = rangeQuerySchema.extend({
  groupBy: timeOrStoreSchema.default('none'),
  cashierId: idSchema.optional(),
  method: paymentMethodSchema.optional(),
});
export const taxesReportSchema = rangeHeadSchema.extend({
  groupBy: timeOrStoreSchema,
  total: taxesOfSchema,
  rows: z.array(rowHeadSchema.extend(taxesOfSchema.shape)),
});
export type TaxesReport = z.infer<typeof taxesReportSchema>;

const tenderSumSchema = z.object({
  method: paymentMethodSchema,
  count: z.number().int(),
  /** Confirmed and promised; what never came is not in it. */
  amountMinor: minorSchema,
  pendingMinor: minorSchema,
});
const tendersOfSchema = z.object({
  tenders: z.array(tenderSumSchema),
  amountMinor: minorSchema,
  pendingMinor: minorSchema,
});
export type TendersOf = z.infer<typeof tendersOfSchema>;

export const paymentsQuerySchema = rangeQuerySchema.extend({
  groupBy: z.enum(['none', 'day', 'week', 'month', 'store', 'till', 'cashier']).default('none'),
  /** Only what this person took. */
  cashierId: idSchema.optional(),
  method: paymentMethodSchema.optional(),
});
export const paymentsReportSchema = rangeHeadSchema.extend({
  groupBy: paymentsQuerySchema.shape.groupBy,
  total: tendersOfSchema,
  /** Money that was promised and never came. */
  lost: z.array(
    z.object({
      method: paymentMethodSchema,
      state: paymentStateSchema,
      count: z.number().int(),
      amountMinor: minorSchema,
    }),
  ),
  rows: z.array(rowHeadSchema.extend(tendersOfSchema.shape)),
});
export type PaymentsReport = z.infer<typeof paymentsReportSchema>;

export const cashiersQuerySchema = rangeQuerySchema.extend({
  cashierId: idSchema.optional(),
  method: paymentMethodSchema.optional(),
});
export const cashiersReportSchema = rangeHeadSchema.extend({
  total: salesFiguresSchema,
  rows: z.array(
    rowHeadSchema.extend({
      figures: salesFiguresSchema,
      voidCount: z.number().int(),
      /** Carts that were given up. */
      abandonedCount: z.number().int(),
      /** Times that the drawer was opened without a sale. */
      drawerOpenCount: z.number().int(),
      /** Times that somebody else had to agree. */
      overrideCount: z.number().int(),
      /** Drawers that this person closed, and what they were off by together. */
      shiftCount: z.number().int(),
      varianceMinor: minorSchema,
    }),
  ),
});
export type CashiersReport = z.infer<typeof cashiersReportSchema>;

export const shiftsQuerySchema = rangeQuerySchema.extend({
  /** Who opened or closed them. */
  cashierId: idSchema.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export const shiftsReportSchema = rangeHeadSchema.extend({
  total: z.object({
    count: z.number().int(),
    openCount: z.number().int(),
    overMinor: minorSchema,
    shortMinor: minorSchema,
    varianceMinor: minorSchema,
  }),
  page: z.number().int(),
  limit: z.number().int(),
  rows: z.array(
    drawerLineSchema.extend({
      saleCount: z.number().int(),
      refundCount: z.number().int(),
      totalMinor: minorSchema,
    }),
  ),
});
export type ShiftsReport = z.infer<typeof shiftsReportSchema>;
