import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import type { NotDone } from './answer.ts';
import { NotDoneError } from './not-done-error.ts';
import { useTillClient } from './till-context.tsx';

export type TillView<Value> = { readonly value: Value | undefined; readonly notDone: NotDone | null };

type TillQueryOptions<Value> = {
  readonly isOn?: boolean;
  /** For what a form starts from and never looks at again: each opening asks anew, and shows nothing of before. */
  readonly isFresh?: boolean;
  /** How soon it is asked again without a push, by the answer so far; false for never. */
  readonly everyMs?: (value: Value | undefined) => number | false;
};

/** Asks the till and keeps the answer under the call's name until a push makes it old. Old answers stay in sight meanwhile. */
export function useTillQuery<Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  call: Call<Name, Input, Output>,
  input: z.input<Input>,
  options: TillQueryOptions<z.output<Output>> = {},
): TillView<z.output<Output>> {
  const client = useTillClient();
  const { data, error } = useQuery({
    queryKey: [call.name, input],
    queryFn: async (): Promise<z.output<Output>> => {
      const answer = await client.send(call, input);
      if (!answer.ok) throw new NotDoneError(answer);
      return answer.value;
    },
    enabled: options.isOn ?? true,
    ...(options.isFresh === true ? { gcTime: 0 } : {}),
    refetchInterval: ({ state }) => options.everyMs?.(state.data) ?? false,
    placeholderData: keepPreviousData,
  });
  return { value: data, notDone: error instanceof NotDoneError ? error.notDone : null };
}
