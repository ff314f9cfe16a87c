import { useState } from 'react';
import { type ApprovableWork, type Asked, useApproved } from '../parts/use-approved.ts';

export type Trial = {
  readonly run: () => void;
  readonly isRunning: boolean;
  readonly isDone: boolean;
  /** Why it was not done, or the question to a manager. */
  readonly asked: Asked;
};

/** Tries a device and keeps what came of it; `onTried` hears of each end, for the device may say something else now. */
export function useTrial(work: ApprovableWork<object>, onTried: () => void): Trial {
  const [state, setState] = useState<'idle' | 'running' | 'done'>('idle');
  const asked = useApproved<object>(() => setState('done'));
  const run = () =>
    asked.begin(async (approval) => {
      setState('running');
      const answer = await work(approval);
      setState('idle');
      onTried();
      return answer;
    });
  return { run, isRunning: state === 'running', isDone: state === 'done', asked };
}
