import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { salesGroupBySchema } from '#shared/api/reports.ts';
import { saleKindSchema } from '#shared/sale/cart.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';

/** What does not fit is left out: an address that was cut or edited still opens its page. */
function orNothing<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}

const storeSearch = { store: orNothing(idSchema) };

/** Sign in: where to go then, and why somebody is asked to. */
export const signInSearchSchema = z.object({
  to: orNothing(z.string().max(2000)),
  ended: orNothing(z.literal('time')),
});

export const checkMailSearchSchema = z.object({ email: orNothing(z.string().max(254)) });

/** Today: one store or all; another day. */
export const todaySearchSchema = z.object({ ...storeSearch, day: orNothing(businessDateSchema) });
export type TodaySearch = z.output<typeof todaySearchSchema>;

/** Sales: every filter stands in the address, so that it can be kept and sent. */
export const salesSearchSchema = z.object({
  ...storeSearch,
  from: orNothing(businessDateSchema),
  to: orNothing(businessDateSchema),
  hour: orNothing(z.coerce.number().int().min(0).max(23)),
  q: orNothing(z.string().trim().min(1).max(100)),
  kind: orNothing(saleKindSchema),
  method: orNothing(paymentMethodSchema),
  cashier: orNothing(idSchema),
  page: orNothing(z.coerce.number().int().min(1).max(100_000)),
});
export type SalesSearch = z.output<typeof salesSearchSchema>;

/** The sales report: days, store, grouping. */
export const reportSearchSchema = z.object({
  ...storeSearch,
  from: orNothing(businessDateSchema),
  to: orNothing(businessDateSchema),
  by: orNothing(salesGroupBySchema),
});
export type ReportSearch = z.output<typeof reportSearchSchema>;

/** Reads `?store=…&day=…`: plain text, no JSON in the address. */
export function parseAddress(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function writeAddress(search: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(search).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
