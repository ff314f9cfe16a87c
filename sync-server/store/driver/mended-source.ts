/** One place in the driver's source: what stands there, and what has to. */
type Mend = { readonly fault: string; readonly text: string; readonly times: number; readonly mended: string };

/**
 * What postgres.js 3.4.9 does wrong when PostgreSQL goes away under it; each of these ends the program or a connection for good.
 *
 * Known there as issues 1066, 1154 and 1208, with pull requests 1168 and 1209 not taken yet.
 */
const MENDS: readonly Mend[] = [
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
    fault: 'the look-up of array types, made for each new connection, rejects to nobody',
    text: 'return fetchArrayTypes()',
    times: 1,
    mended: 'return fetchArrayTypes().catch(() => undefined)',
  },
];

/**
 * The driver's source with its known faults mended.
 *
 * @throws {Error} where the source is another than the one these mends were made for: look whether they are still needed
 */
export function mendedSource(source: string): string {
  let mended = source;
  for (const { fault, text, times, mended: better } of MENDS) {
    const found = mended.split(text).length - 1;
    if (found !== times)
      throw new Error(`postgres.js has changed (${fault}): found its text ${found} times, not ${times}`);
    mended = mended.replaceAll(text, better);
  }
  return mended;
}
