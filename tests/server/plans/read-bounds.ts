import type { Endpoint } from '#shared/api/endpoint.ts';
import { printed } from '../sweep/fuzz-requests.ts';
import type { ReadRows } from './counted-reads.ts';

/** A page of a list that grows without end, or one thing: rows of each table that a statement may read for it. */
const PAGE_ROWS_MAX = 120;
/** Of a business's own rows, all of them and those of another index: a table that is read through with its neighbours is more. */
const OWN_TIMES_MAX = 2.2;
const SLACK_ROWS = 60;
/** Stores and people are few, and may be looked up for each row of what they stand in. */
const LOOKED_UP_ROWS_MAX = 1000;
/** A tenth of the days is asked for. */
const DAYS_SHARE_MAX = 0.25;

/** What grows with trade, each row of a day. */
const OF_DAYS = /^(sales_.*|payments|rollup_.*|expenses|shifts|cash_movements|stock_movements|till_journal)$/;
/**
 * Asked of an endless list without days these read the business's own rows once: an index would cost every sale, or can't help.
 * A count takes people hours, and when it was opened stands on its sheet or on the fact: there are few, and of a page only the lines are read.
 */
const READ_THROUGH = /[?&](q=|sort=-?(totalMinor|amountMinor)|hour=|method=|ipAddress=)|^\/inventory\/counts(\?|$)/;

/** What an address reads too much of, in words. */
export function readTooMuch(
  endpoint: Endpoint,
  path: string,
  reads: readonly ReadRows[],
  own: ReadonlyMap<string, number>,
): string[] {
  const query = printed(endpoint.query).properties ?? {};
  const isOfDays = endpoint.area === 'reports' && 'from' in query;
  const isPage = endpoint.path.endsWith('/:id') || ('cursor' in query && !READ_THROUGH.test(path));
  return reads.flatMap(({ text, byTable }) =>
    [...byTable].flatMap(([table, rows]) => {
      const has = own.get(table) ?? 0;
      // How many there are is counted, by an index, as the answer promises it.
      const isCount = /^\s*select count\(\*\)/.test(text);
      const share = isOfDays && OF_DAYS.test(table) ? DAYS_SHARE_MAX : OWN_TIMES_MAX;
      const max = isPage && !isCount ? PAGE_ROWS_MAX : has < SLACK_ROWS ? LOOKED_UP_ROWS_MAX : has * share + SLACK_ROWS;
      return rows <= max
        ? []
        : [
            `${path}: ${rows} rows of ${table}, where ${has} are its own, by ${text.replaceAll(/\s+/g, ' ').slice(0, 120)}`,
          ];
    }),
  );
}
