import { useEffect } from 'react';
import type { TillPages } from '../till-client/use-till-pages.ts';

/** So many rows fill the panel; a page of goods that all lie well holds none. */
const ROWS_WANTED = 30;

/** Goes on to the next page by itself until the list fills its place; whether it still looks. */
export function useEnoughRows({ hasMore, more, pages }: TillPages<unknown>, count: number): boolean {
  const isLooking = hasMore && count < ROWS_WANTED;
  const looked = pages.length;
  // Each page is a short question of its own, so that a sale never waits for the whole list.
  useEffect(() => {
    if (isLooking) more();
  }, [isLooking, looked, more]);
  return isLooking;
}
