import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tillLeaveCall } from '#shared/till-calls/leave-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

/** The machine's way out of a business, said plainly before it is done; a till that is alone has nowhere to leave its books. */
export function LeaveBusiness() {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const { isAlone, businessName } = useTillState();
  const queries = useQueryClient();
  const [step, setStep] = useState<'closed' | 'asking' | 'leaving'>('closed');
  const [notDone, setNotDone] = useState<NotDone | null>(null);
  if (isAlone) return null;
  const close = () => {
    setStep('closed');
    setNotDone(null);
  };
  const leave = async () => {
    setStep('leaving');
    const answer = await send(tillLeaveCall, {});
    setNotDone(answer.ok ? null : answer);
    setStep('asking');
    if (answer.ok) await queries.invalidateQueries();
  };
  if (step === 'closed')
    return (
      <Button full onPress={() => setStep('asking')}>
        {t('safety.leave.begin')}
      </Button>
    );
  return (
    <section className="grid gap-3">
      <h2 className="text-lg">{t('safety.leave.title', { business: businessName })}</h2>
      <p>{t('safety.leave.does')}</p>
      <ul className="grid list-disc gap-1.5 pl-5 text-sm text-muted">
        <li>{t('safety.leave.needs')}</li>
        <li>{t('safety.leave.aside')}</li>
        <li>{t('safety.leave.key')}</li>
      </ul>
      <p className="text-sm text-muted">{t('safety.leave.revoke')}</p>
      <WhyNote notDone={notDone} />
      <Button rank="destroying" scale="choice" full isDisabled={step === 'leaving'} onPress={() => void leave()}>
        {t(step === 'leaving' ? 'safety.leave.doing' : 'safety.leave.do')}
      </Button>
      <Button full onPress={close}>
        {t('safety.leave.cancel')}
      </Button>
    </section>
  );
}
