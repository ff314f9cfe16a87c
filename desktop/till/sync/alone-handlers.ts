import type { z } from 'zod';
import { accept, refuse } from '#shared/base/outcome.ts';
import {
  type joinStateSchema,
  tillAdoptCall,
  tillCheckJoinCall,
  tillJoinCall,
} from '#shared/till-calls/alone-calls.ts';
import { badInputOf } from '../store/bad-input.ts';
import type { TillCore } from '../store/call-context.ts';
import { mapDrafts } from '../store/map-drafts.ts';
import type { Answer, Arrival, Handler } from '../store/handler.ts';
import { adoptTill } from './adopt-till.ts';
import { type Asked, askToJoin, joiningAt } from './ask-to-join.ts';
import type { SyncDeps } from './sync-deps.ts';
import type { TillState } from './till-state.ts';

export type AloneHandlerDeps = SyncDeps & {
  readonly stopped: AbortSignal;
  readonly startSync: () => void;
  readonly stateNow: () => TillState;
};

/** The calls by which a till that is alone becomes one of an office. The office answers a repeated one the same, so none is kept here. */
export function aloneHandlers(deps: AloneHandlerDeps): readonly Handler[] {
  return [
    {
      call: tillAdoptCall,
      run: async (core, arrival) => {
        const input = tillAdoptCall.input.safeParse(arrival.input);
        if (!input.success) throw badInputOf(input.error);
        if (!isAlone(deps)) return refuse('till_not_alone');
        const ownerId = arrival.actor?.id ?? '';
        const adopted = await adoptTill(deps, { ...input.data, ownerId }, deps.stopped);
        if (!adopted.ok) return adopted;
        begin(deps, core, arrival);
        return accept(deps.stateNow());
      },
    },
    {
      call: tillJoinCall,
      run: async (core, arrival) => {
        const input = tillJoinCall.input.safeParse(arrival.input);
        if (!input.success) throw badInputOf(input.error);
        if (!isAlone(deps)) return refuse('till_not_alone');
        const asked = await askToJoin(deps, { ...input.data, sendsRecords: true }, deps.stopped);
        return asked.ok ? joinState(deps, core, { arrival, asked: asked.value }) : asked;
      },
    },
    {
      call: tillCheckJoinCall,
      run: async (core, arrival) => {
        if (!isAlone(deps)) return accept({ isJoined: true, plan: null });
        const at = deps.store.read(joiningAt);
        if (at === null) return refuse('join_not_begun');
        const asked = await askToJoin(deps, { ...at, sendsRecords: false }, deps.stopped);
        return asked.ok ? joinState(deps, core, { arrival, asked: asked.value }) : asked;
      },
    },
  ];
}

const isAlone = (deps: AloneHandlerDeps): boolean => deps.store.read((reader) => reader.meta.isAlone());

function joinState(
  deps: AloneHandlerDeps,
  core: TillCore,
  { arrival, asked }: { readonly arrival: Arrival; readonly asked: Asked },
): Answer<z.input<typeof joinStateSchema>> {
  if (asked.hasJoinedNow) begin(deps, core, arrival);
  if (asked.plan === null || !isAlone(deps)) return accept({ isJoined: true, plan: null });
  const { businessName, storeName, products, staff } = asked.plan;
  return accept({ isJoined: false, plan: { businessName, storeName, products, staff } });
}

/** Carts name goods as the business does from now on, everybody signs in by the business's rights, and the log goes out. */
function begin(deps: AloneHandlerDeps, core: TillCore, arrival: Arrival): void {
  mapDrafts(core);
  core.session.set(null);
  deps.startSync();
  for (const topic of ['till', 'staff', 'catalogue', 'stock', 'sale', 'receipt', 'sync'] as const)
    arrival.touched(topic);
}
