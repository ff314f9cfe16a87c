import { useTranslation } from 'react-i18next';
import type { NotDone } from '../till-client/answer.ts';
import { useWhyNot } from './use-why-not.ts';

/** The pause that follows the last try, where the till does not say how long it is. */
const USUAL_PAUSE_S = 30;

/** Says what was wrong with the PIN of a person: how many tries are left, and how long the pause is. */
export function usePinWords(): (notDone: NotDone, fullName: string) => string {
  const { t } = useTranslation();
  const whyNot = useWhyNot();
  return (notDone, fullName) => {
    const name = fullName.split(' ')[0] ?? fullName;
    const details = notDone.kind === 'refusal' ? notDone.details : {};
    const { triesLeft, pauseMs } = details;
    if (notDone.kind !== 'refusal' || notDone.refusal !== 'wrong_pin' || typeof triesLeft !== 'number')
      return whyNot(notDone, { name });
    const seconds = typeof pauseMs === 'number' && pauseMs > 0 ? Math.ceil(pauseMs / 1000) : USUAL_PAUSE_S;
    return t('signIn.wrongPin', { name, count: triesLeft, seconds });
  };
}
