import { accept, refuse } from '#shared/base/outcome.ts';
import { tillLeaveCall } from '#shared/till-calls/leave-calls.ts';
import type { TillCore } from '../store/call-context.ts';
import type { Answer, Handler } from '../store/handler.ts';
import { hasOpenSale } from '../store/has-open-sale.ts';
import { noteLeaving } from '../store/leaving.ts';
import { withStoreFaults } from '../store/store-fault.ts';
import { isExported } from './exported-through.ts';

export type LeaveDeps = {
  readonly dataDir: string;
  readonly pauseSync: () => void;
  /** Closes the files and opens the machine anew, as one that belongs to nobody; calls that come meanwhile wait for it. */
  readonly openAnew: () => void;
};

/**
 * Takes this machine out of its business. Nothing is deleted but its keys: the files lie in a folder of their own.
 *
 * Whoever may do it does it with the own PIN: a second person's word would be one more change that waits.
 */
export function leaveHandler(deps: LeaveDeps): Handler {
  return {
    call: tillLeaveCall,
    run: (core) => {
      const bar = barFrom(core);
      if (bar !== null) return bar;
      const setAside = withStoreFaults(() => noteLeaving(deps.dataDir, core.nowMs()));
      deps.pauseSync();
      core.log.warn('business_left', { setAside });
      core.session.set(null);
      deps.openAnew();
      return accept({ setAside });
    },
  };
}

/** Why it may not leave yet. Its books are nowhere else where it is alone, or where something waits that nobody took along. */
function barFrom(core: TillCore): Answer<never> | null {
  if (hasOpenSale(core)) return refuse('sale_open');
  const parked = core.drafts.read((reader) => reader.drafts.parkedCount());
  if (parked > 0) return refuse('sales_parked', { count: parked });
  return core.store.read((reader) => {
    if (reader.meta.isAlone()) return refuse('alone_keeps_books');
    if (reader.shifts.open() !== null) return refuse('shift_already_open');
    const { count } = reader.changes.countIn('waiting');
    return count > 0 && !isExported(reader) ? refuse('changes_wait', { count }) : null;
  });
}
