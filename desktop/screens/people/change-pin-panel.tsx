import { Building2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPinLongEnough, pinFault } from '#shared/people/pin-fault.ts';
import { staffChangePinCall } from '#shared/till-calls/people-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Note } from '#shared/ui/note.tsx';
import { isPinTrouble } from '../parts/needs-manager.ts';
import { usePlace } from '../parts/place.tsx';
import { useSay } from '../parts/saying.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useSession, useTillState } from '../parts/till-facts.tsx';
import { usePinWords } from '../parts/use-pin-words.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { PinFields, digitsOf } from './pin-fields.tsx';

const PIN_MIN = 4;
const PIN_MAX = 8;

/** Whoever is signed in takes another PIN, with the one of now. On a till of an office it says who can. */
export function ChangePinPanel() {
  const { t } = useTranslation();
  const { isAlone } = useTillState();
  return (
    <SidePanel title={t('people.changePin.title')}>
      {isAlone ? <ChangePinForm /> : <Note icon={Building2}>{t('people.changePin.atOffice')}</Note>}
    </SidePanel>
  );
}

function ChangePinForm() {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const { close } = usePlace();
  const say = useSay();
  const pinWords = usePinWords();
  const { permissions, fullName } = useSession();
  const [before, setBefore] = useState('');
  const [pin, setPin] = useState('');
  const [pinAgain, setPinAgain] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const [refused, setRefused] = useState<NotDone | null>(null);
  const isLong = !isPinLongEnough(PIN_MIN, permissions);
  const isWeak = pin.length < PIN_MIN || pinFault(pin, permissions) !== undefined;
  const isBeforeWrong = refused !== null && isPinTrouble(refused);
  const change = async () => {
    setWasSent(true);
    setRefused(null);
    if (isWeak || pin !== pinAgain || before.length < PIN_MIN) return undefined;
    const answer = await send(staffChangePinCall, { pin: before, newPin: pin });
    if (!answer.ok) return setRefused(answer);
    close();
    return say({ message: t('people.changePin.done') });
  };
  const beforeWords = isBeforeWrong
    ? pinWords(refused, fullName)
    : wasSent && before.length < PIN_MIN
      ? t('people.missing')
      : undefined;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <Field
        label={t('people.changePin.before')}
        type="password"
        inputMode="numeric"
        autoComplete="current-password"
        value={before}
        maxLength={PIN_MAX}
        onChange={(typed) => setBefore(digitsOf(typed))}
        error={beforeWords}
      />
      <PinFields
        label={t('people.newPin')}
        pin={pin}
        pinAgain={pinAgain}
        onPin={setPin}
        onPinAgain={setPinAgain}
        help={t(isLong ? 'people.pinHelpLong' : 'people.pinHelp')}
        error={wasSent && isWeak ? t(isLong ? 'people.pinWeakLong' : 'people.pinWeak') : undefined}
        errorAgain={wasSent && pin !== pinAgain ? t('people.pinDiffers') : undefined}
      />
      {!isBeforeWrong && <WhyNote notDone={refused} />}
      <Button type="submit" rank="primary" scale="choice" full>
        {t('people.changePin.do')}
      </Button>
    </form>
  );
}
