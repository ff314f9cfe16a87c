import type { UseQueryResult } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { ApiFault } from '../client/api-fault.ts';
import { useSay } from '../words/words.ts';
import { writtenTime } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';

type Loaded = Pick<UseQueryResult, 'error' | 'data' | 'dataUpdatedAt' | 'refetch'>;

/** Where new figures could not be had, the old ones stay, and this says of when they are. */
export function OldFiguresNote({ query }: { readonly query: Loaded }) {
  const say = useSay();
  const rules = useWritingRules();
  if (query.error === null || query.data === undefined) return null;
  const isOffline = query.error instanceof ApiFault && query.error.status === 0;
  const time = writtenTime(query.dataUpdatedAt, rules);
  return (
    <Note
      icon={CloudOff}
      role="status"
      className="py-2!"
      actions={<Button onPress={() => void query.refetch()}>{say('try_again')}</Button>}
    >
      {isOffline ? say('offline_with_figures', { time }) : say('old_figures', { time })}
    </Note>
  );
}
