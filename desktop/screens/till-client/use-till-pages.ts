import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import type { NotDone } from './answer.ts';
import { NotDoneError } from './not-done-error.ts';
import { useTillClient } from './till-context.tsx';

export type TillPages<Page> = {
  readonly pages: readonly Page[];
  /** Whether the till has answered yet. */
  readonly isKnown: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly notDone: NotDone | null;
};

type Paging<Input, Page, Place> = {
  /** What the list is of, so that another search is another list. */
  readonly of: string;
  readonly inputFrom: (place: Place | null) => Input;
  /** Where the next page begins; null at the end. */
  readonly nextOf: (page: Page) => Place | null;
};

const NO_PLACES: readonly never[] = [];

/** Asks the till for a long list page by page, and keeps what came until a push makes it old. */
export function useTillPages<Name extends string, Input extends z.ZodType, Output extends z.ZodType, Place>(
  call: Call<Name, Input, Output>,
  { of, inputFrom, nextOf }: Paging<z.input<Input>, z.output<Output>, Place>,
): TillPages<z.output<Output>> {
  const client = useTillClient();
  const [turned, setTurned] = useState<{ readonly of: string; readonly places: readonly Place[] }>({ of, places: [] });
  const places = turned.of === of ? turned.places : NO_PLACES;
  const results = useQueries({
    queries: [null, ...places].map((place) => ({
      queryKey: [call.name, 'pages', of, place],
      queryFn: async (): Promise<z.output<Output>> => {
        const answer = await client.send(call, inputFrom(place));
        if (!answer.ok) throw new NotDoneError(answer);
        return answer.value;
      },
    })),
  });
  const pages = results.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const last = results.at(-1)?.data;
  const next = last === undefined ? null : nextOf(last);
  const more = useCallback(() => {
    if (next !== null) setTurned({ of, places: [...places, next] });
  }, [of, places, next]);
  const failed = results.map(({ error }) => error).find((error) => error instanceof NotDoneError);
  return { pages, isKnown: pages.length > 0, hasMore: next !== null, more, notDone: failed?.notDone ?? null };
}
