import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { type joinStateSchema, tillCheckJoinCall } from '#shared/till-calls/alone-calls.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

export type JoinState = z.infer<typeof joinStateSchema>;
export type JoinPlan = NonNullable<JoinState['plan']>;

/** How joining stands, as far as this till knows. */
export type Standing = {
  /** Whether a business was asked. */
  readonly isAsked: boolean;
  /** What would become of products and people; null until the office said so. */
  readonly plan: JoinPlan | null;
  /** Why the last asking came to nothing; what was asked stands. */
  readonly notDone: NotDone | null;
};

export type Joining = {
  /** Undefined until the till has answered once. */
  readonly standing: Standing | undefined;
  /** The answer to a first asking. */
  readonly took: (state: JoinState) => void;
  readonly askNow: () => void;
};

/** So often the office is asked for the owner's word while somebody looks. */
const ASK_AGAIN_MS = 5000;
const KEY = [tillCheckJoinCall.name, 'standing'];

/** Asks how joining stands, again and again; the till joins by itself once the owner has confirmed. */
export function useJoining(): Joining {
  const { send } = useTillClient();
  const queries = useQueryClient();
  // A refusal is an answer too: kept as one, what stands on the page does not go away while it is asked again.
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: async (): Promise<Standing> => {
      const answer = await send(tillCheckJoinCall, {});
      if (answer.ok) return { isAsked: true, plan: answer.value.plan, notDone: null };
      const before = queries.getQueryData<Standing>(KEY);
      const isAsked = answer.kind === 'refusal' ? answer.refusal !== 'join_not_begun' : (before?.isAsked ?? false);
      return { isAsked, plan: isAsked ? (before?.plan ?? null) : null, notDone: answer };
    },
    refetchInterval: ASK_AGAIN_MS,
  });
  return {
    standing: data,
    took: ({ plan }) => {
      queries.setQueryData<Standing>(KEY, { isAsked: true, plan, notDone: null });
    },
    askNow: () => void queries.invalidateQueries({ queryKey: KEY }),
  };
}
