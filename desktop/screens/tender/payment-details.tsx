import { useTranslation } from 'react-i18next';
import { STARTING_STATES } from '#shared/sale/tender.ts';
import { Field } from '#shared/ui/field.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import type { Pay } from './use-pay.ts';

/** What a payment without cash carries: whether the money is there yet, and its reference. Never a card number. */
export function PaymentDetails({ pay }: { readonly pay: Pay }) {
  const { t } = useTranslation();
  const states = STARTING_STATES[pay.method];
  const known = pay.method === 'card' ? 'pay.approved' : 'pay.seen';
  return (
    <>
      {states.length > 1 && (
        <Segments
          label={t('pay.isItThere')}
          isFull
          chosen={pay.state}
          onChoose={pay.setState}
          choices={states.map((state) => ({ value: state, words: t(state === 'pending' ? 'pay.pendingWord' : known) }))}
        />
      )}
      <Field
        label={t('pay.referenceLabel')}
        value={pay.reference}
        onChange={pay.setReference}
        maxLength={64}
        help={t(pay.method === 'card' ? 'pay.cardHelp' : 'pay.referenceHelp')}
      />
    </>
  );
}
