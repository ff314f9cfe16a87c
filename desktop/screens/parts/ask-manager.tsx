import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { staffListCall } from '#shared/till-calls/till-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Chip, ChipGroup } from '#shared/ui/chip.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Note } from '#shared/ui/note.tsx';
import { Person } from '#shared/ui/person.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { useSession } from './till-facts.tsx';
import { usePinWords } from './use-pin-words.ts';

/** A second person who agrees on the spot; the till records both. */
export type Approval = { readonly userId: string; readonly pin: string };

type AskManagerProps = {
  /** Why somebody else has to agree, in words. */
  readonly why: string;
  /** What was wrong with the answer before, such as the PIN. */
  readonly trouble: NotDone | null;
  readonly onAgree: (approval: Approval) => void;
};

const PIN_LENGTH_MAX = 8;

/** Asks for a manager's name and PIN in the place where the cashier was stopped. */
export function AskManager({ why, trouble, onAgree }: AskManagerProps) {
  const { t } = useTranslation();
  const pinWords = usePinWords();
  const { userId } = useSession();
  const { value } = useTillQuery(staffListCall, {});
  const others = (value?.staff ?? []).filter((person) => person.id !== userId && person.pinLength !== null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [answeredBy, setAnsweredBy] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const agree = () => {
    if (chosen !== null && pin !== '') onAgree({ userId: chosen, pin });
    setAnsweredBy(chosen);
    setPin('');
  };
  const name = others.find(({ id }) => id === answeredBy)?.fullName ?? '';
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        agree();
      }}
    >
      <Note icon={KeyRound} title={t('manager.title')} role="alert">
        {why} {t('manager.help')}
      </Note>
      <ChipGroup label={t('manager.who')} chosen={chosen} onChoose={setChosen}>
        {others.map((person) => (
          <Chip key={person.id} id={person.id}>
            <Person initials={person.initials} size="small" />
            {person.fullName}
          </Chip>
        ))}
      </ChipGroup>
      <Field
        label={t('manager.pin')}
        type="password"
        inputMode="numeric"
        value={pin}
        maxLength={PIN_LENGTH_MAX}
        onChange={(typed) => setPin(typed.replaceAll(/\D/g, ''))}
        error={trouble === null ? undefined : pinWords(trouble, name)}
      />
      <Button type="submit" rank="primary" scale="choice" full isDisabled={chosen === null || pin.length < 4}>
        {t('manager.agree')}
      </Button>
    </form>
  );
}
