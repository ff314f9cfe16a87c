import { useState } from 'react';
import type { Answer, NotDone } from '../till-client/answer.ts';
import type { Approval } from './ask-manager.tsx';
import { isPinTrouble, needsManager } from './needs-manager.ts';

/** Something that a second person may have to agree to. */
export type ApprovableWork<Value> = (approval: Approval | undefined) => Promise<Answer<Value>>;

export type Asked = {
  /** What stopped it, while a manager is asked. */
  readonly stopped: NotDone | null;
  /** What was wrong with the manager's answer. */
  readonly pinTrouble: NotDone | null;
  /** A refusal that nobody can wave through. */
  readonly refused: NotDone | null;
  /** Runs what was stopped again, with both names. */
  readonly agree: (approval: Approval) => void;
};

/** Runs something that may need a second person: asks when it is refused, and runs it again with both names. */
export function useApproved<Value>(
  onDone: (value: Value) => void,
): Asked & { readonly begin: (work: ApprovableWork<Value>) => void } {
  const [pending, setPending] = useState<{ readonly work: ApprovableWork<Value>; readonly stopped: NotDone } | null>(
    null,
  );
  const [pinTrouble, setPinTrouble] = useState<NotDone | null>(null);
  const [refused, setRefused] = useState<NotDone | null>(null);

  const settle = (work: ApprovableWork<Value>, answer: Answer<Value>, wasApproved: boolean) => {
    const mayAgree = !answer.ok && needsManager(answer);
    const asksAgain = !answer.ok && wasApproved && (isPinTrouble(answer) || mayAgree);
    setPinTrouble(asksAgain ? answer : null);
    if (!asksAgain) setPending(mayAgree ? { work, stopped: answer } : null);
    setRefused(answer.ok || asksAgain || mayAgree ? null : answer);
    if (answer.ok) onDone(answer.value);
  };
  return {
    stopped: pending?.stopped ?? null,
    pinTrouble,
    refused,
    begin: (work) => void work(undefined).then((answer) => settle(work, answer, false)),
    agree: (approval) => {
      if (pending !== null) void pending.work(approval).then((answer) => settle(pending.work, answer, true));
    },
  };
}
