import { CloudOff, SearchX, ServerOff, WifiOff } from 'lucide-react';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Skeleton } from '#shared/ui/skeleton.tsx';
import { ApiFault } from '../client/api-fault.ts';
import { useSay } from '../words/words.ts';

const BARS = ['h-8 w-48', 'h-24', 'h-5 w-2/3', 'h-5', 'h-5 w-5/6'];

/** Until the first answer of a query is there: shapes of what comes, or in words why it does not. */
export function Waiting({
  query,
  page,
}: {
  readonly query: { readonly error: Error | null; readonly refetch: () => Promise<unknown> };
  readonly page: string;
}) {
  const say = useSay();
  if (query.error !== null) return <NotLoaded error={query.error} onAgain={() => void query.refetch()} />;
  return (
    <div className="p-4 lap:p-6">
      <Skeleton label={say('loading', { page })} bars={BARS} />
    </div>
  );
}

/** Says why nothing is here, what is safe, and what to do. */
export function NotLoaded({ error, onAgain }: { readonly error: Error; readonly onAgain: () => void }) {
  const say = useSay();
  const { icon, title, help, support } = sentences(error, say);
  return (
    <EmptyState
      icon={icon}
      title={title}
      action={
        <div className="grid justify-items-center gap-2">
          <Button onPress={onAgain}>{say('try_again')}</Button>
          {support !== null && <span className="text-xs text-muted">{say('trouble_support', { id: support })}</span>}
        </div>
      }
    >
      {help}
    </EmptyState>
  );
}

function sentences(error: Error, say: ReturnType<typeof useSay>) {
  const fault = error instanceof ApiFault ? error : null;
  const support = fault?.requestId ?? null;
  switch (fault?.code) {
    case 'office_unreachable':
      return { icon: WifiOff, title: say('offline_title'), help: say('offline_nothing'), support: null };
    case 'office_answer_odd':
      return { icon: CloudOff, title: say('odd_title'), help: say('odd_do'), support: null };
    case 'forbidden':
      return { icon: SearchX, title: say('forbidden_title'), help: say('forbidden_do'), support: null };
    case 'not_found':
      return { icon: SearchX, title: say('missing_title'), help: say('missing_do'), support: null };
    case 'too_many_requests':
      return { icon: ServerOff, title: say('busy_title'), help: say('busy_do'), support: null };
    default:
      return { icon: ServerOff, title: say('trouble_title'), help: say('trouble_do'), support };
  }
}
