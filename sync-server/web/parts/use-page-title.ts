import { useEffect } from 'react';
import { useSay } from '../words/words.ts';

/** Names the page in the browser's tab and history. */
export function usePageTitle(page: string): void {
  const say = useSay();
  const title = say('page_title', { page });
  // The document's title is outside of React.
  useEffect(() => {
    document.title = title;
  }, [title]);
}
