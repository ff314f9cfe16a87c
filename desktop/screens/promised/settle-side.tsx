import { Landmark } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NEXT_STATES } from '#shared/sale/tender.ts';
import { paymentSettleCall } from '#shared/till-calls/payment-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { useSay } from '../parts/saying.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { type Promised, useWhatFor } from './use-what-for.ts';

type SettleSideProps = {
  readonly payment: Promised | null;
  /** Back to the list, where there is no room for both. */
  readonly onList: () => void;
};

/** What became of the chosen payment: the money was seen, with where it stands at the bank; or it was not found. */
export function SettleSide({ payment, onList }: SettleSideProps) {
  const { t } = useTranslation();
  if (payment !== null) return <Settle payment={payment} onList={onList} />;
  return (
    <div className="my-auto small:hidden">
      <EmptyState icon={Landmark} title={t('promised.choose')}>
        {t('promised.chooseHelp')}
      </EmptyState>
    </div>
  );
}

type SettleProps = { readonly payment: Promised; readonly onList: () => void };

function Settle({ payment, onList }: SettleProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const whatFor = useWhatFor();
  const { amountMinor, method, takenBy, atMs } = payment;
  const { reference, setReference, refused, settle } = useSettling(payment);
  useShortcuts({ F12: () => void settle('confirmed') });
  return (
    <form
      aria-label={whatFor(payment)}
      className="flex min-h-0 flex-1 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void settle('confirmed');
      }}
    >
      <div>
        <h2>{whatFor(payment)}</h2>
        {payment.customerName !== null && <p>{payment.customerName}</p>}
        <p className="text-sm text-muted">{t('promised.takenBy', { name: takenBy, moment: writing.moment(atMs) })}</p>
      </div>
      <div>
        <span className="text-xs font-medium text-muted">{t(`pay.ways.${method}`)}</span>
        <Figure parts={writing.parts(amountMinor)} className="mt-1 block text-[3rem] leading-none" />
      </div>
      <Field
        label={t('promised.reference')}
        value={reference}
        onChange={setReference}
        maxLength={64}
        help={t('promised.referenceHelp')}
      />
      <WhyNote notDone={refused} />
      <SettleButtons payment={payment} onSettle={settle} />
      <div className="hidden small:block">
        <Button full onPress={onList}>
          {t('promised.list')}
        </Button>
      </div>
    </form>
  );
}

type Settled = 'confirmed' | 'not_found' | 'declined';
type SettleButtonsProps = { readonly payment: Promised; readonly onSettle: (next: Settled) => Promise<void> };

function SettleButtons({ payment: { amountMinor, method, state }, onSettle }: SettleButtonsProps) {
  const { t } = useTranslation();
  // Money that goes back to a customer is sent by the shop: there is nothing to look for.
  const isToSend = amountMinor < 0;
  const next = isToSend ? [] : NEXT_STATES[state];
  const words = isToSend ? 'promised.sent' : state === 'pending' ? 'promised.seen' : 'promised.seenAfterAll';
  return (
    <div className="mt-auto grid gap-2">
      {!isToSend && <p className="text-xs text-muted">{t('promised.stays')}</p>}
      <Button type="submit" rank="primary" scale="pay" full>
        <span>{t(words)}</span>
        <KeyCap tone="inherit">F12</KeyCap>
      </Button>
      {next.includes('not_found') && (
        <Button scale="choice" full onPress={() => void onSettle('not_found')}>
          {t('promised.notFound')}
        </Button>
      )}
      {method === 'card' && next.includes('declined') && (
        <Button scale="choice" full onPress={() => void onSettle('declined')}>
          {t('promised.declined')}
        </Button>
      )}
    </div>
  );
}

/** The word on a payment that is being given: where it stands at the bank, and what the till said. */
function useSettling({ paymentId, amountMinor, reference: known }: Promised) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { send } = useTillClient();
  const say = useSay();
  const [reference, setReference] = useState(known);
  const [refused, setRefused] = useState<NotDone | null>(null);
  const settle = async (state: Settled) => {
    const answer = await send(paymentSettleCall, { paymentId, state, reference });
    if (!answer.ok) return setRefused(answer);
    const said = amountMinor < 0 && state === 'confirmed' ? 'sent' : state;
    return say({ message: t(`promised.said.${said}`, { amount: writing.amount(Math.abs(amountMinor)) }) });
  };
  return { reference, setReference, refused, settle };
}
