import { accept } from '#shared/base/outcome.ts';
import { tillEnrolCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { badInputOf } from '../store/bad-input.ts';
import { type Handler, reading } from '../store/handler.ts';
import type { Reader } from '../store/till-tables.ts';
import { aloneHandlers } from './alone-handlers.ts';
import { enrolTill } from './enrol-till.ts';
import { startAlone } from './start-alone.ts';
import type { SyncDeps } from './sync-deps.ts';
import type { SyncWorker } from './sync-worker.ts';
import { type TillState, mayEnrolAgain, tillState } from './till-state.ts';

export type TillHandlerDeps = SyncDeps & {
  readonly worker: SyncWorker;
  readonly stopped: AbortSignal;
  readonly startSync: () => void;
  /** Writes down what this machine kept of an earlier life as a till. */
  readonly takeKept: () => void;
  /** What keeps receipts from being printed, by its code; null while nothing does. */
  readonly printTrouble: () => string | null;
  readonly notices: () => readonly TillState['warnings'][number][];
};

/** The calls about the till itself: whose it is, and making it somebody's. */
export function tillHandlers(deps: TillHandlerDeps): readonly Handler[] {
  const { store, worker } = deps;
  const stateOf = (reader: Reader): TillState =>
    tillState(reader, {
      memory: worker.memory,
      appVersion: deps.appVersion,
      nowMs: deps.nowMs(),
      notices: [...printerNotice(deps.printTrouble()), ...deps.notices()],
    });
  const stateNow = (): TillState => store.read(stateOf);
  return [
    startAlone(deps, stateOf),
    ...aloneHandlers({ ...deps, stateNow }),
    reading(tillStateCall, () => accept(stateNow())),
    {
      // The office gives the same code with the same key the same answer, so a repeated call needs no memory here.
      call: tillEnrolCall,
      run: async (_core, arrival) => {
        const input = tillEnrolCall.input.safeParse(arrival.input);
        if (!input.success) throw badInputOf(input.error);
        const enrolled = await enrolTill(deps, input.data, deps.stopped, mayEnrolAgain(worker.memory));
        if (!enrolled.ok) return enrolled;
        deps.takeKept();
        worker.start();
        arrival.touched('till');
        return accept(stateNow());
      },
    },
  ];
}

function printerNotice(trouble: string | null): TillState['warnings'] {
  return trouble === null ? [] : [{ code: 'printer', value: trouble }];
}
