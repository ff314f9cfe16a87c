import { readFileSync, readdirSync } from 'node:fs';

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
/** After so long nothing helps but time: whoever waits in it for a packet is found by how long it took. */
const STUCK_MS = 5_000;
/** After so long without a thread at work, what is under way waits for a timer. */
const UNLISTED_MS = 30;
const OTHER_THREADS = '/proc/self/task';
const AT_WORK = new Set(['R', 'D']);

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
      if (!isThreadAtWork()) runDue();
      restsFromMs = realNow();
    }
    if (!isMoving && realNow() - sinceMs > STUCK_MS) return;
  }
}

/**
 * Whether a thread of this process works or waits for its turn at the processor, such as one that signs: however busy the
 * machine is, nothing may begin before it is done. Where the system does not tell, time has to do.
 */
function isThreadAtWork(): boolean {
  try {
    return readdirSync(OTHER_THREADS).some((thread) => {
      if (Number(thread) === process.pid) return false;
      const text = readFileSync(`${OTHER_THREADS}/${thread}/stat`, 'latin1');
      return AT_WORK.has(text.charAt(text.lastIndexOf(')') + 2));
    });
  } catch {
    return false;
  }
}
