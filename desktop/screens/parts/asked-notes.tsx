import { AskManager } from './ask-manager.tsx';
import type { Asked } from './use-approved.ts';
import { useWhyNot } from './use-why-not.ts';
import { WhyNote } from './why-note.tsx';

/** What stands in a panel when the till said no: the reason, or the question to a manager. */
export function AskedNotes({ asked }: { readonly asked: Asked }) {
  const whyNot = useWhyNot();
  if (asked.stopped !== null) {
    return <AskManager why={whyNot(asked.stopped)} trouble={asked.pinTrouble} onAgree={asked.agree} />;
  }
  return <WhyNote notDone={asked.refused} />;
}
