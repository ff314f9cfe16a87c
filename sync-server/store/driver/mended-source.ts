/** One place in the driver's source: what stands there, and what has to. */
type Mend = { readonly fault: string; readonly text: string; readonly times: number; readonly mended: string };

/** A connection that is opened again has heard nothing yet. */
const FORGET = 'query = results = errorResponse = null; result = new Result(); rows = 0';

/**
 * What postgres.js 3.4.9 does wrong when PostgreSQL goes away under it: each of these ends the program or a connection for
 * good, or, the worst, lets a lost transaction speak in another's.
 *
 * Known there as issues 1066, 1154 and 1208, with pull requests 1168 and 1209 not taken yet.
 */
const CONNECTION_MENDS: readonly Mend[] = [
  {
    fault: 'a connection does not say that it is another one after it was opened again',
    text: 'async function closed(hadError) {\n',
    times: 1,
    mended: 'async function closed(hadError) {\n    connection.life += 1\n',
  },
  {
    fault: 'a connection does not count its lives',
    text: '    count: 0,\n    id\n',
    times: 1,
    mended: '    count: 0,\n    life: 0,\n    id\n',
  },
  {
    fault: 'a write on a connection that is gone throws where nobody can catch it',
    text: 'const x = socket.write(chunk, fn)',
    times: 1,
    mended: `if (socket === null) {
      chunk = nextWriteTimer = null
      const lost = Errors.connection('CONNECTION_CLOSED', options, socket)
      query && queryError(query, lost)
      while (sent.length) queryError(sent.shift(), lost)
      return false
    }
    const x = socket.write(chunk, fn)`,
  },
  {
    fault: 'a connection that goes while bytes wait to be written never writes again',
    text: '\n    clearImmediate(nextWriteTimer)\n',
    times: 2,
    mended: '\n    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n',
  },
  {
    fault: 'what is asked between the error of a connection and its end is never answered',
    text: '!hadError && (query || sent.length) && error(',
    times: 1,
    mended: ';(query || sent.length) && error(',
  },
  {
    fault: 'what the database said as it ended a connection is the answer to what is asked first on the next',
    text: 'closedTime = performance.now()',
    times: 1,
    mended: `${FORGET}
    closedTime = performance.now()`,
  },
  {
    fault: 'the same, where it ended while it was being opened',
    text: 'if (initial)\n      return reconnect()',
    times: 1,
    mended: `if (initial) {
      ${FORGET}
      return reconnect()
    }`,
  },
  {
    fault: 'the look-up of array types, made for each new connection, rejects to nobody',
    text: 'return fetchArrayTypes()',
    times: 1,
    mended: 'return fetchArrayTypes().catch(() => undefined)',
  },
];

const LOST = "q.reject(Errors.connection('CONNECTION_CLOSED', options, null))";

/**
 * A transaction whose connection went keeps the object, which the next one gets with a new connection in it: what the lost
 * one still says, its rollback above all, would be said in the middle of the other.
 */
const INDEX_MENDS: readonly Mend[] = [
  {
    fault: 'a transaction does not remember on which life of its connection it began',
    text: '      connection = c\n      move(c, reserved)\n',
    times: 1,
    mended: '      connection = c\n      life = c.life\n      move(c, reserved)\n',
  },
  {
    fault: 'a transaction has no place to remember it in',
    text: '      , connection\n      , prepare = null\n',
    times: 1,
    mended: '      , connection\n      , life = -1\n      , prepare = null\n',
  },
  {
    fault: 'what a lost transaction says is said on the next connection',
    text: '        q.catch(e => uncaughtError || (uncaughtError = e))\n',
    times: 1,
    mended: `        q.catch(e => uncaughtError || (uncaughtError = e))\n        if (c.life !== life) return ${LOST}\n`,
  },
  {
    fault: 'what is said on a reserved connection that went is said on the next one',
    text: '    const sql = Sql(handler)\n    sql.release = () => {\n',
    times: 1,
    mended:
      '    const life = c.life\n    const sql = Sql(handler)\n    sql.release = () => {\n      if (c.life !== life) return\n',
  },
  {
    fault: 'a reserved connection takes what is said whatever became of it',
    text: '    function handler(q) {\n      c.queue === full\n        ? queue.push(q)',
    times: 1,
    mended: `    function handler(q) {\n      if (c.life !== life) return ${LOST}\n      c.queue === full\n        ? queue.push(q)`,
  },
];

/** The mends of a file of the driver, by the end of its address. */
const MENDS: ReadonlyMap<string, readonly Mend[]> = new Map([
  ['/node_modules/postgres/src/connection.js', CONNECTION_MENDS],
  ['/node_modules/postgres/src/index.js', INDEX_MENDS],
]);

/** Every file of the driver that has to be mended. */
export const MENDED_FILES: readonly string[] = [...MENDS.keys()];

/**
 * The source of one of those files with its known faults mended.
 *
 * @throws {Error} where the source is another than the one these mends were made for: look whether they are still needed
 */
export function mendedSource(file: string, source: string): string {
  let mended = source;
  for (const { fault, text, times, mended: better } of MENDS.get(file) ?? []) {
    const found = mended.split(text).length - 1;
    if (found !== times)
      throw new Error(`postgres.js has changed (${fault}): found its text ${found} times, not ${times}`);
    mended = mended.replaceAll(text, better);
  }
  return mended;
}
