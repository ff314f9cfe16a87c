import { Info } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { minor } from '#shared/base/money.ts';
import { shiftCurrentCall } from '#shared/till-calls/drawer-calls.ts';
import { paymentReceiveCall } from '#shared/till-calls/payment-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Note } from '#shared/ui/note.tsx';
import { AmountField } from '../parts/amount-field.tsx';
import { emptyEntry, entryFrom, entryUnits } from '../parts/number-entry.ts';
import { TenderFields } from '../parts/tender-fields.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { MONEY_WAYS, useTender } from '../parts/use-tender.ts';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import type { Account, Received } from './debt-views.ts';

type TakePaymentProps = {
  readonly account: Account;
  readonly onTaken: (received: Received) => void;
  readonly onBack: () => void;
};

/** Takes money for a debt, whole or a part; it counts in the drawer of this till. More than is owed is asked about once. */
export function TakePayment({ account: { customer, owesMinor }, onTaken, onBack }: TakePaymentProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { value: drawer } = useTillQuery(shiftCurrentCall, {});
  const payment = usePaymentOf(customer.id, owesMinor, onTaken);
  const { draft, entry, setEntry, amountMinor, refused, take } = payment;
  useShortcuts({ Escape: onBack, F12: () => void take(false) });
  const isOver = refused?.kind === 'refusal' && refused.refusal === 'payment_over';
  return (
    <form
      aria-label={t('takePayment.title', { name: customer.name })}
      className="flex min-h-0 flex-1 flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void take(false);
      }}
    >
      <h2>{t('takePayment.title', { name: customer.name })}</h2>
      <AmountField
        label={t('takePayment.amount')}
        entry={entry}
        onChange={setEntry}
        help={t('takePayment.amountHelp')}
      />
      {owesMinor > 0 && amountMinor !== owesMinor && (
        <Button onPress={() => setEntry(entryFrom(owesMinor, entry.places))}>
          {t('takePayment.whole', { amount: writing.amount(owesMinor) })}
        </Button>
      )}
      <TenderFields draft={draft} ways={MONEY_WAYS} />
      <Field label={t('takePayment.note')} value={payment.note} onChange={payment.setNote} maxLength={200} />
      {drawer?.shift === null && draft.way === 'cash' && (
        <Note tone="warn" icon={Info}>
          {t('takePayment.noDrawer')}
        </Note>
      )}
      <WhyNote notDone={refused} />
      {isOver && <Button onPress={() => void take(true)}>{t('takePayment.takeOver')}</Button>}
      <Button
        type="submit"
        rank="primary"
        scale="pay"
        full
        className="mt-auto flex-none"
        isDisabled={amountMinor === null || amountMinor === 0}
      >
        <span>
          {amountMinor === null
            ? t('takePayment.noAmount')
            : t('takePayment.do', { amount: writing.amount(amountMinor) })}
        </span>
        <KeyCap tone="inherit">F12</KeyCap>
      </Button>
      <Button full onPress={onBack}>
        {t('takePayment.back')}
      </Button>
    </form>
  );
}

/** The payment that is being typed, and how it is taken. */
function usePaymentOf(customerId: string, owesMinor: number, onTaken: (received: Received) => void) {
  const { currencyPlaces } = useWriting();
  const { send } = useTillClient();
  const draft = useTender();
  const [entry, setEntry] = useState(owesMinor > 0 ? entryFrom(owesMinor, currencyPlaces) : emptyEntry(currencyPlaces));
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<NotDone | null>(null);
  const amountMinor = entryUnits(entry);
  const take = async (allowOver: boolean) => {
    if (amountMinor === null) return;
    const answer = await send(paymentReceiveCall, {
      pays: { customerId },
      amountMinor: minor(amountMinor),
      tenders: [draft.tenderFor(amountMinor)],
      note,
      allowOver,
    });
    if (answer.ok) onTaken(answer.value);
    else setRefused(answer);
  };
  return { draft, entry, setEntry, note, setNote, refused, amountMinor, take };
}
