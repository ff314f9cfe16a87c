import { useTranslation } from 'react-i18next';
import { isCreditMethod } from '#shared/credit/credit-kinds.ts';
import { type PaymentMethod, STARTING_STATES } from '#shared/sale/tender.ts';
import { Field } from '#shared/ui/field.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import type { Pay } from './use-pay.ts';

function helpOf(method: PaymentMethod): 'pay.codeHelp' | 'pay.cardHelp' | 'pay.referenceHelp' {
  if (isCreditMethod(method)) return 'pay.codeHelp';
  return method === 'card' ? 'pay.cardHelp' : 'pay.referenceHelp';
}

type Details = Pick<Pay, 'method' | 'state' | 'setState' | 'reference' | 'setReference'>;

/** What a payment without cash carries: whether the money is there yet, and its reference or code. Never a card number. */
export function PaymentDetails({ pay }: { readonly pay: Details }) {
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
        label={t(isCreditMethod(pay.method) ? 'pay.codeLabel' : 'pay.referenceLabel')}
        value={pay.reference}
        onChange={pay.setReference}
        maxLength={64}
        help={t(helpOf(pay.method))}
      />
    </>
  );
}
