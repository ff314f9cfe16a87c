import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { catalogueTilesCall, type ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { NotDoneError } from '../till-client/not-done-error.ts';
import { useTillClient } from '../till-client/till-context.tsx';

/** favourites, all, or a category's id: what the chips choose. */
export type ShelfChoice = string;

const PAGE_SIZE = 60;

export type Tiles = {
  readonly items: readonly ItemView[];
  readonly isKnown: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
};

/** The tiles of a chip, page by page; the page before stays in sight while the next comes. */
export function useTiles(choice: ShelfChoice): Tiles {
  const { send } = useTillClient();
  const shelf =
    choice === 'favourites' || choice === 'all'
      ? ({ of: choice } as const)
      : ({ of: 'category', categoryId: choice } as const);
  const query = useInfiniteQuery({
    queryKey: [catalogueTilesCall.name, shelf],
    initialPageParam: 0,
    queryFn: async ({ pageParam }) => {
      const answer = await send(catalogueTilesCall, { ...shelf, offset: pageParam, limit: PAGE_SIZE });
      if (!answer.ok) throw new NotDoneError(answer);
      return answer.value;
    },
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((count, page) => count + page.items.length, 0);
      return last.items.length === 0 || shown >= last.total ? undefined : shown;
    },
    placeholderData: keepPreviousData,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    isKnown: query.data !== undefined,
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
  };
}
