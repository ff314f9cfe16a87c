import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerSaveCall } from '#shared/till-calls/customer-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

type AddCustomerProps = {
  readonly startsWith: string;
  readonly onAdded: (customerId: string) => void;
  readonly onBack: () => void;
};

const PHONE_LIKE = /^[\d +()-]+$/;

/** Adds a customer, with or without a network; a phone that somebody has already is said first. */
export function AddCustomer({ startsWith, onAdded, onBack }: AddCustomerProps) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const isPhone = startsWith !== '' && PHONE_LIKE.test(startsWith);
  const [name, setName] = useState(isPhone ? '' : startsWith);
  const [phone, setPhone] = useState(isPhone ? startsWith : '');
  const [refused, setRefused] = useState<NotDone | null>(null);
  const known =
    refused?.kind === 'refusal' && refused.refusal === 'customer_exists' ? refused.details['customerId'] : null;
  const save = async (allowSamePhone: boolean) => {
    const answer = await send(customerSaveCall, { id: null, name, phone, allowSamePhone });
    if (answer.ok) onAdded(answer.value.id);
    else setRefused(answer);
  };
  return (
    <SidePanel title={t('customers.add')}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void save(false);
        }}
      >
        <Field label={t('customers.name')} value={name} onChange={setName} maxLength={120} />
        <Field
          label={t('customers.phone')}
          value={phone}
          onChange={setPhone}
          inputMode="tel"
          maxLength={40}
          placeholder="0803 555 0142"
        />
        <WhyNote notDone={refused} />
        {typeof known === 'string' && (
          <div className="flex gap-2">
            <Button onPress={() => onAdded(known)}>{t('customers.useKnown')}</Button>
            <Button rank="quiet" onPress={() => void save(true)}>
              {t('customers.addSecond')}
            </Button>
          </div>
        )}
        <Button type="submit" rank="primary" scale="choice" full isDisabled={name.trim() === ''}>
          {t('customers.save')}
        </Button>
        <Button full onPress={onBack}>
          {t('customers.back')}
        </Button>
      </form>
    </SidePanel>
  );
}
