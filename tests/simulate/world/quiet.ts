const nextTurn = setImmediate;
const realNow = performance.now.bind(performance);

/** What Node calls things that end by themselves; while one is open something still moves. */
const MOVING = new Set([
  'Immediate',
  'FSReqPromise',
  'FSReqCallback',
  'Zlib',
  'ZLIB',
  'RandomBytesRequest',
  'SignRequest',
]);
const STILL_TURNS = 2;
const STUCK_MS = 20_000;
/** What is under way and not listed, such as a signature, is over in less; what is not waits for a timer. */
const UNLISTED_MS = 100;

/**
 * Resolves when nothing moves: no promise, no file, no request inside the server.
 *
 * This is what makes a run the same each time: however long the machine takes for something, nothing else begins before.
 *
 * @param isUnderWay whether somebody waits for something that Node does not list, such as a signature
 * @param runDue runs a timer that is due now; what is under way may wait for it
 */
export async function quiet(isUnderWay: () => boolean, runDue: () => boolean): Promise<void> {
  const sinceMs = realNow();
  let restsFromMs = sinceMs;
  for (let still = 0; still < STILL_TURNS;) {
    await new Promise((resolve) => {
      nextTurn(resolve);
    });
    const isMoving = process.getActiveResourcesInfo().some((kind) => MOVING.has(kind));
    if (!isMoving && !isUnderWay()) {
      still += 1;
      continue;
    }
    still = 0;
    if (isMoving) restsFromMs = realNow();
    else if (realNow() - restsFromMs > UNLISTED_MS) {
      runDue();
      restsFromMs = realNow();
    }
    if (realNow() - sinceMs > STUCK_MS) throw new Error('the world does not come to rest: something waits for ever');
  }
}
