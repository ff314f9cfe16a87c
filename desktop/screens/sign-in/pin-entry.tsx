import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { Keypad } from '#shared/ui/keypad.tsx';
import { Person } from '#shared/ui/person.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { usePinWords } from '../parts/use-pin-words.ts';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useScanner } from '../scanner/use-scanner.ts';
import type { NotDone } from '../till-client/answer.ts';
import type { StaffView } from './staff-tiles.tsx';
import { usePin } from './use-pin.ts';

/** The PIN of the chosen person, on the keys or here. */
export function PinEntry({ person }: { readonly person: StaffView }) {
  const { t } = useTranslation();
  const { isAlone } = useTillState();
  const { pin, length, refused, press, type, submit } = usePin(person);
  const [wasScanned, setWasScanned] = useState(false);
  const [showsForgot, setShowsForgot] = useState(false);
  useShortcuts({
    Backspace: () => press('delete'),
    Escape: () => press('clear'),
    Enter: submit,
  });
  // A code that is scanned here is no PIN: taken for digits it would lock the cashier out.
  useScanner({
    onScan: () => setWasScanned(true),
    onTyped: (text) => {
      setWasScanned(false);
      const digits = text.replaceAll(/\D/g, '');
      if (digits !== '') type(digits);
    },
  });
  return (
    <>
      <div className="flex flex-col items-center gap-2">
        <Person initials={person.initials} size="hero" isChosen />
        <h2>{person.fullName}</h2>
        <p className="text-sm text-muted">{t('signIn.type')}</p>
      </div>
      <div className="grid justify-items-center gap-3">
        <div role="status" aria-label={t('signIn.typed', { count: pin.length, length })} className="flex gap-4">
          {Array.from({ length }, (_, position) => (
            <i
              key={position}
              className={classNames(
                'size-4 rounded-pill border-2',
                refused !== null ? 'border-bad' : position < pin.length ? 'border-ink bg-ink' : 'border-line-strong',
              )}
            />
          ))}
        </div>
        {refused !== null && <WrongPin notDone={refused} person={person} />}
        {wasScanned && refused === null && (
          <p role="status" className="text-xs text-muted">
            {t('signIn.scanned')}
          </p>
        )}
      </div>
      <Keypad
        label={t('signIn.pin')}
        corner="clear"
        words={{ clear: t('keypad.clear'), deleteLast: t('keypad.deleteLast') }}
        onKey={press}
      />
      <div className="grid w-full justify-items-start gap-2 text-sm">
        <Button rank="quiet" onPress={() => setShowsForgot(!showsForgot)}>
          {t('signIn.forgot')}
        </Button>
        {showsForgot && (
          <p className="px-4 text-muted">{t(isAlone ? 'signIn.forgotHelpAlone' : 'signIn.forgotHelp')}</p>
        )}
      </div>
    </>
  );
}

function WrongPin({ notDone, person }: { readonly notDone: NotDone; readonly person: StaffView }) {
  const pinWords = usePinWords();
  return (
    <p role="alert" className="flex items-center gap-1 text-xs text-bad">
      <Icon of={CircleAlert} size="small" />
      {pinWords(notDone, person.fullName)}
    </p>
  );
}
