import { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { idSchema } from '#shared/base/ids.ts';
import { businessDateAt, businessDateSchema, instantAt } from '#shared/base/time.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput, readInput } from '#server/platform/http/bad-input.ts';
import { serve } from '#server/platform/http/serve.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { cachedReport } from './cached-report.ts';
import { type DayRange, RANGE_DAYS_MAX, daysIn } from './day-range.ts';
import type { ReportTable } from './export-columns.ts';
import { FACT_DAYS_MAX } from './fact-lines.ts';
import type { Asked } from './range-head.ts';
import { reportBusiness } from './report-business.ts';
import { storesOf } from './sales-scope.ts';

/** Who asks for a report, and when. */
export type Asking = { readonly tx: Tx; readonly session: Session; readonly nowMs: number };

/** A report as the routes serve it, and as everything else that needs one asks for it. */
export interface Report {
  /** Its word in the address, such as `profit-loss`. */
  readonly type: string;
  readonly mount: (api: Api) => void;
  /** @throws {BadInput} where a query, as it came, is not one of this report */
  readonly check: (query: unknown) => void;
  /** Answers a query as it came, as the table of a file. @throws {BadInput} where the query is not one of this report */
  readonly table: (asking: Asking, query: unknown) => Promise<ReportTable>;
}

const choiceSchema = z.object({
  storeId: idSchema.optional(),
  from: businessDateSchema.optional(),
  to: businessDateSchema.optional(),
});

/**
 * Makes a report of its endpoint and the question behind it.
 *
 * @param table what of an answer goes into a file
 * @param readsFacts whether a query is answered from facts, of which a bounded number of days is read
 */
export function defineReport<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  answer: (tx: Tx, asked: Asked<z.output<Q>>) => Promise<z.input<A>>,
  {
    table,
    readsFacts = () => false,
  }: {
    readonly table: (answer: z.output<A>) => ReportTable;
    readonly readsFacts?: (query: z.output<Q>) => boolean;
  },
): Report {
  const type = endpoint.path.slice('/reports/'.length);
  const isAnswer = (value: unknown): value is z.input<A> => endpoint.answer.safeParse(value).success;
  const prepare = async ({ tx, session, nowMs }: Asking, query: z.output<Q>): Promise<Asked<z.output<Q>>> => {
    const { storeId, from, to } = choiceSchema.parse(query);
    if (from !== undefined && to !== undefined) checkRange({ from, to }, readsFacts(query));
    if (storeId !== undefined) requireStore(session, storeId);
    const storeIds = await storesOf(tx, session, storeId);
    return { business: await reportBusiness(tx, session.businessId, storeIds), storeIds, query, nowMs };
  };
  return {
    type,
    mount: (api) => {
      serve(api, endpoint, async ({ tx, session, query }, deps) => {
        const asked = await prepare({ tx, session, nowMs: deps.nowMs() }, query);
        const question = { ...asked, type, range: daysOf(asked), isAnswer };
        return { data: await cachedReport(deps, tx, question, () => answer(tx, asked)) };
      });
    },
    check: (query) => {
      const read = readInput(endpoint.query, query, 'query');
      const { from, to } = choiceSchema.parse(read);
      if (from !== undefined && to !== undefined) checkRange({ from, to }, readsFacts(read));
    },
    table: async (asking, query) => {
      const asked = await prepare(asking, readInput(endpoint.query, query, 'query'));
      return table(endpoint.answer.parse(await answer(asking.tx, asked)));
    },
  };
}

/** The days that are asked for; a report of this moment is about today. */
function daysOf({ business, query, nowMs }: Asked<unknown>): DayRange {
  const { from, to } = choiceSchema.parse(query);
  const today = businessDateAt(instantAt(nowMs, business.timeZone), business.dayStartMinutes);
  return { from: from ?? today, to: to ?? today };
}

/** @throws {BadInput} for a range that is none, or too long for where it is read from */
export function checkRange(range: { from: string; to: string }, readsFacts: boolean): void {
  const days = daysIn(range);
  const refuse = (message: string): never => {
    throw new BadInput([{ field: 'to', message }]);
  };
  if (days < 1) refuse('The last day is before the first.');
  if (days > RANGE_DAYS_MAX) refuse(`A report answers for ${RANGE_DAYS_MAX} days at most.`);
  if (readsFacts && days > FACT_DAYS_MAX)
    refuse(
      `With these filters a report answers for ${FACT_DAYS_MAX} days at most. Ask for fewer days, or filter less.`,
    );
}
