import { CircleAlert } from 'lucide-react';
import { Note } from '#shared/ui/note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useWhyNot } from './use-why-not.ts';

/** Says why the till did not do it, where the cashier is looking; nothing while there is nothing to say. */
export function WhyNote({
  notDone,
  known,
}: {
  readonly notDone: NotDone | null;
  readonly known?: Readonly<Record<string, string>>;
}) {
  const whyNot = useWhyNot();
  if (notDone === null) return null;
  return (
    <Note tone="bad" icon={CircleAlert} role="alert">
      {whyNot(notDone, known)}
    </Note>
  );
}
