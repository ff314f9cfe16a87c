import { ServerOff } from 'lucide-react';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSay } from '../words/words.ts';

/** A bug of ours, or a part of the app that did not arrive: loading again is the way on. */
export function CrashPage() {
  const say = useSay();
  usePageTitle(say('crash_title'));
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={ServerOff}
        title={say('crash_title')}
        action={
          <Button rank="primary" onPress={() => window.location.reload()}>
            {say('reload')}
          </Button>
        }
      >
        {say('crash_do')}
      </EmptyState>
    </main>
  );
}
