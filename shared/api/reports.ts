import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';
import { calendarDaySchema } from './calendar-day.ts';

/** A till that was silent, and what it usually sells in that time: said beside every figure, never a silent zero. */
export const missingTillSchema = z.object({
  tillId: idSchema,
  tillName: z.string(),
  storeId: idSchema,
  storeName: z.string(),
  /** ISO 8601; null if never heard from. */
  lastSeenAt: z.string().nullable(),
  waitingKnown: z.number().int(),
  /** The mean of the till's last four same weekdays over the silent hours. */
  expectedSales: z.number().int(),
  expectedMinor: minorSchema,
  /** The estimate by hour of the day asked for, for charts. */
  expectedByHour: z.array(z.object({ hour: z.number().int().min(0).max(23), expectedMinor: minorSchema })),
});
export type MissingTill = z.infer<typeof missingTillSchema>;

/** The figures of any slice of sales. Refunds are positive numbers; netMinor = grossMinor − discountMinor − refundsMinor. */
export const salesFiguresSchema = z.object({
  saleCount: z.number().int(),
  refundCount: z.number().int(),
  lineCount: z.number().int(),
  unitsMilli: milliSchema,
  refundUnitsMilli: milliSchema,
  /** Σ gross of sold lines, before discounts. */
  grossMinor: minorSchema,
  discountMinor: minorSchema,
  /** What was given back, as a positive number. */
  refundsMinor: minorSchema,
  /** What customers paid less what they got back, tax included. */
  netMinor: minorSchema,
  taxMinor: minorSchema,
  /** Net revenue without tax less the cost the lines carried. */
  marginMinor: minorSchema,
  /** marginMinor ÷ (netMinor − taxMinor) in parts per million; null where nothing was sold. */
  marginPpm: z.number().int().nullable(),
  averageBasketMinor: minorSchema,
});
export type SalesFigures = z.infer<typeof salesFiguresSchema>;

export const salesGroupBySchema = z.enum([
  'day',
  'week',
  'month',
  'hour',
  'store',
  'category',
  'product',
  'cashier',
  'till',
]);
export type SalesGroupBy = z.infer<typeof salesGroupBySchema>;

export const salesSummaryQuerySchema = z.object({
  from: calendarDaySchema,
  to: calendarDaySchema,
  storeId: idSchema.optional(),
  groupBy: salesGroupBySchema.default('day'),
  /** Only what this person sold. */
  cashierId: idSchema.optional(),
  /** Only sales of which some part was paid so. */
  method: paymentMethodSchema.optional(),
  /** Rows are cut here; the total never is. */
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
  sort: z.enum(['key', '-netMinor', '-grossMinor', '-unitsMilli']).default('key'),
});
export type SalesSummaryQuery = z.infer<typeof salesSummaryQuerySchema>;

export const salesSummaryRowSchema = z.object({
  /** The day, the first day of week or month, the hour `00`–`23`, or an id. */
  key: z.string(),
  name: z.string(),
  sku: z.string().optional(),
  figures: salesFiguresSchema,
  /** The same slice in the period before: the same days a week earlier for up to seven days, else the same number of days before. */
  before: salesFiguresSchema.nullable(),
  /** For a single day that is today: `before`, cut at the same time of day. */
  beforeSoFar: salesFiguresSchema.nullable(),
});

export const salesSummarySchema = z.object({
  from: businessDateSchema,
  to: businessDateSchema,
  beforeFrom: businessDateSchema,
  beforeTo: businessDateSchema,
  groupBy: salesGroupBySchema,
  currency: z.string(),
  total: salesFiguresSchema,
  before: salesFiguresSchema,
  /** For the one day that is today: the same weekday of last week, cut at this time of day. */
  beforeSoFar: salesFiguresSchema.nullable(),
  rows: z.array(salesSummaryRowSchema),
  asOf: z.string(),
  missing: z.array(missingTillSchema),
  /** Closed days of the range that changed since they were closed. */
  changedDays: z.array(businessDateSchema),
});
export type SalesSummary = z.infer<typeof salesSummarySchema>;

export const endOfDayQuerySchema = z.object({ storeId: idSchema.optional(), date: calendarDaySchema });

export const drawerLineSchema = z.object({
  shiftId: idSchema,
  storeId: idSchema,
  storeName: z.string(),
  tillId: idSchema,
  tillName: z.string(),
  /** The day that it was opened for; null where only its closing has arrived. */
  businessDate: businessDateSchema.nullable(),
  openedBy: z.string(),
  closedBy: z.string().nullable(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  floatMinor: minorSchema,
  cashInMinor: minorSchema,
  cashOutMinor: minorSchema,
  expectedMinor: minorSchema.nullable(),
  countedMinor: minorSchema.nullable(),
  varianceMinor: minorSchema.nullable(),
  varianceReason: z.string().nullable(),
});

export const endOfDaySliceSchema = z.object({
  key: idSchema,
  name: z.string(),
  figures: salesFiguresSchema,
  tenders: z.array(
    z.object({
      method: paymentMethodSchema,
      amountMinor: minorSchema,
      count: z.number().int(),
      pendingMinor: minorSchema,
    }),
  ),
  taxes: z.array(
    z.object({ name: z.string(), ratePpm: z.number().int(), baseMinor: minorSchema, taxMinor: minorSchema }),
  ),
  firstSaleAt: z.string().nullable(),
  lastSaleAt: z.string().nullable(),
  voidCount: z.number().int(),
});

export const endOfDaySchema = z.object({
  date: businessDateSchema,
  currency: z.string(),
  total: endOfDaySliceSchema.omit({ key: true, name: true }),
  stores: z.array(endOfDaySliceSchema),
  tills: z.array(endOfDaySliceSchema.extend({ storeId: idSchema })),
  /** Each drawer with what was sold at it on this day. */
  shifts: z.array(drawerLineSchema.extend(endOfDaySliceSchema.omit({ key: true, name: true }).shape)),
  asOf: z.string(),
  missing: z.array(missingTillSchema),
  /** True where a late sale moved a day that all its drawers had closed. */
  changedSinceClosed: z.boolean(),
});
export type EndOfDay = z.infer<typeof endOfDaySchema>;
