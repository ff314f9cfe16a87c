import type { Duplex } from 'node:stream';
import type { Sql, TransactionSql } from 'postgres';
import { postgres } from './driver/driver.ts';
import { assert } from '#shared/base/assert.ts';
import { type QueryWatch, watchQueries } from './watch-queries.ts';

/** The role of every connection that answers requests: it owns nothing, and row-level security holds for it. */
export const APP_ROLE = 'stockavoo_app';

const STATEMENT_TIMEOUT_MS = 60_000;
const LOCK_TIMEOUT_MS = 10_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_S = 10;

/**
 * How PostgreSQL's values reach the program: bigint and whole numerics as safe integers, a date as its text.
 *
 * A fraction, or a number beyond 2^53 − 1, is a bug and never silently rounded.
 */
const TYPES = {
  bigint: { to: 20, from: [20], serialize: String, parse: safeInteger },
  numeric: { to: 1700, from: [1700], serialize: String, parse: safeInteger },
  date: { to: 1082, from: [1082], serialize: String, parse: String },
};

function safeInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `not a whole number within 2^53 - 1: ${text}`);
  return value;
}

type Types = { bigint: number; numeric: number; date: string };

/** A pool of connections. Outside a tenant transaction it sees no row of any business. */
export type Pool = Sql<Types>;

/** One open transaction. */
export type Tx = TransactionSql<Types>;

export interface PoolOptions {
  readonly url: string;
  readonly connectionsMax: number;
  /** The migrator connects as the owner; everything else as the app role. */
  readonly as: 'app' | 'migrator';
  /** Makes the way to the database where that is no address; each connection takes one of its own. */
  readonly connect?: DatabaseLine | undefined;
  /** Is told of every query that was asked, and how long it took. */
  readonly watch?: QueryWatch | undefined;
}

/** Speaks PostgreSQL's protocol in the process of the server, as the one that a simulation owns. */
export type DatabaseLine = () => Duplex;

/**
 * What a page costs out of order, beside one in order: 1.1, as on any solid-state disk.
 *
 * With the default of 4 the checks of references, whose plans are kept from when a table was empty, read it whole for
 * every row that comes in.
 */
const RANDOM_PAGE_COST = 1.1;

/** Opens a pool. The role is part of each connection's start, so that not even `reset all` leaves it. */
export function openPool({ url, connectionsMax, as, connect, watch }: PoolOptions): Pool {
  const pool: Pool = postgres(url, {
    max: connectionsMax,
    types: TYPES,
    ...(connect === undefined ? {} : { socket: connect }),
    connect_timeout: CONNECT_TIMEOUT_S,
    onnotice: () => undefined,
    connection:
      as === 'app'
        ? {
            application_name: 'stockavoo',
            role: APP_ROLE,
            random_page_cost: RANDOM_PAGE_COST,
            statement_timeout: STATEMENT_TIMEOUT_MS,
            lock_timeout: LOCK_TIMEOUT_MS,
            idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
          }
        : { application_name: 'stockavoo-migrate' },
  });
  return watch === undefined ? pool : watchQueries(pool, watch);
}
