import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SYSTEM_ROLE_KEYS, type SystemRoleKey } from '#shared/people/system-roles.ts';
import { staffSaveCall } from '#shared/till-calls/alone-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { CheckRow } from '../parts/check-row.tsx';
import { ChooseField } from '../parts/choose-field.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { type Person, type PersonFault, needsLongPin, personDraft, personFaults, personInput } from './person-draft.ts';
import { PinFields } from './pin-fields.tsx';

const NAME_MAX = 120;

type PersonFormProps = {
  /** Null for somebody new. */
  readonly person: Person | null;
  readonly onSaved: (fullName: string) => void;
};

/** A colleague: name, what they do, the PIN they sign in with, and whether they still may. */
export function PersonForm({ person, onSaved }: PersonFormProps) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const [draft, setDraft] = useState(personDraft(person));
  const [wasSent, setWasSent] = useState(false);
  const [refused, setRefused] = useState<NotDone | null>(null);
  const faults = personFaults(draft, person);
  const faultOf = (field: 'fullName' | 'pin' | 'pinAgain') => (wasSent ? faults.get(field) : undefined);
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const save = async () => {
    setWasSent(true);
    setRefused(null);
    if (faults.size > 0) return;
    const answer = await send(staffSaveCall, personInput(draft, person));
    if (answer.ok) onSaved(draft.fullName.trim());
    else setRefused(answer);
  };
  useShortcuts({ F12: () => void save() });
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 className="text-lg">{person === null ? t('people.add') : person.fullName}</h2>
      <Field
        label={t('people.name')}
        value={draft.fullName}
        maxLength={NAME_MAX}
        onChange={(fullName) => set({ fullName })}
        error={faultOf('fullName') === undefined ? undefined : t('people.missing')}
      />
      <RoleField role={draft.role} onChoose={(role) => set({ role })} />
      <PersonPin
        hasPin={person !== null && person.pinLength !== null}
        draft={draft}
        fault={faultOf('pin')}
        faultAgain={faultOf('pinAgain')}
        onChange={set}
      />
      {person !== null && (
        <CheckRow words={t('people.isActive')} isOn={draft.isActive} onChange={(isActive) => set({ isActive })} />
      )}
      <WhyNote notDone={refused} />
      <Button type="submit" rank="primary" scale="choice" full>
        {t(person === null ? 'people.save' : 'people.saveEdit')}
        <KeyCap tone="inherit">F12</KeyCap>
      </Button>
    </form>
  );
}

function RoleField({
  role,
  onChoose,
}: {
  readonly role: SystemRoleKey;
  readonly onChoose: (role: SystemRoleKey) => void;
}) {
  const { t } = useTranslation();
  return (
    <ChooseField
      label={t('people.role')}
      choices={SYSTEM_ROLE_KEYS.map((value) => ({ value, words: t(`people.roles.${value}.name`) }))}
      chosen={role}
      emptyWords=""
      onChoose={(value) => {
        const chosen = SYSTEM_ROLE_KEYS.find((key) => key === value);
        if (chosen !== undefined) onChoose(chosen);
      }}
      help={t(`people.roles.${role}.does`)}
    />
  );
}

type PersonPinProps = {
  readonly hasPin: boolean;
  readonly draft: { readonly role: SystemRoleKey; readonly pin: string; readonly pinAgain: string };
  readonly fault: PersonFault | undefined;
  readonly faultAgain: PersonFault | undefined;
  readonly onChange: (change: { readonly pin?: string; readonly pinAgain?: string }) => void;
};

function PersonPin({ hasPin, draft, fault, faultAgain, onChange }: PersonPinProps) {
  const { t } = useTranslation();
  const isLong = needsLongPin(draft.role);
  const words = {
    missing: t('people.missing'),
    weak: t(isLong ? 'people.pinWeakLong' : 'people.pinWeak'),
    short: t('people.pinTooShort'),
    differs: t('people.pinDiffers'),
  };
  const rule = t(isLong ? 'people.pinHelpLong' : 'people.pinHelp');
  return (
    <PinFields
      label={t(hasPin ? 'people.newPin' : 'people.pin')}
      pin={draft.pin}
      pinAgain={draft.pinAgain}
      onPin={(pin) => onChange({ pin })}
      onPinAgain={(pinAgain) => onChange({ pinAgain })}
      help={hasPin ? `${rule} ${t('people.pinKeeps')}` : rule}
      error={fault === undefined ? undefined : words[fault]}
      errorAgain={faultAgain === undefined ? undefined : words[faultAgain]}
    />
  );
}
