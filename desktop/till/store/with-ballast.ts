import { Fault } from '#shared/base/fault.ts';
import type { Log } from '../ports/log.ts';
import type { Ballast } from './ballast.ts';

/** Who gives up room when the disk is full. */
export type Room = { readonly ballast?: Ballast; readonly log: Log };

/** Does the work, and once more after giving the ballast up where the disk was full: selling is the last thing to stop. */
export function withBallast<Value>({ ballast, log }: Room, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    const isFull = error instanceof Fault && error.code === 'store_disk_full';
    if (!isFull || ballast?.free() !== true) throw error;
    log.warn('ballast_freed', {});
    return work();
  }
}
