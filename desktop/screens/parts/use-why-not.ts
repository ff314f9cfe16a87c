import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotDone } from '../till-client/answer.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { useTillState } from './till-facts.tsx';

/** Says in words why the till did not do something. `known` fills in what the screen knows better, such as a first name. */
export function useWhyNot(): (notDone: NotDone, known?: Readonly<Record<string, string>>) => string {
  const { t } = useTranslation();
  const rules = useTillState();
  return useCallback((notDone, known) => refusalWords(notDone, t, rules, known), [t, rules]);
}
