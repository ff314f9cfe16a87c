import { Link } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { LINK } from '../parts/link-look.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSay } from '../words/words.ts';

/** An address that leads nowhere. */
export function MissingPage() {
  const say = useSay();
  usePageTitle(say('page_missing_title'));
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={SearchX}
        title={say('page_missing_title')}
        action={
          <Link to="/" className={LINK}>
            {say('nav_today')}
          </Link>
        }
      >
        {say('page_missing_do')}
      </EmptyState>
    </main>
  );
}
