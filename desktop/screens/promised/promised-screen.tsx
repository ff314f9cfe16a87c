import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paymentPromisedCall } from '#shared/till-calls/payment-calls.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { Segments } from '#shared/ui/segments.tsx';
import { usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { PromisedList } from './promised-list.tsx';
import { SettleSide } from './settle-side.tsx';
import type { Promised } from './use-what-for.ts';

/** Transfers and cards whose money nobody has seen yet, each settled here: seen, or not found. */
export function PromisedScreen() {
  const { t } = useTranslation();
  const place = usePlace();
  const [state, setState] = useState<'pending' | 'not_found'>('pending');
  const [chosenId, choose] = useState<string | null>(null);
  const [text, setText] = useState('');
  const { value, notDone } = useTillQuery(paymentPromisedCall, { state });
  const payments = (value?.payments ?? []).filter((payment) => payment.state === state);
  const wanted = text.trim().toLocaleLowerCase();
  const shown = payments.filter((payment) => wordsOf(payment).includes(wanted));
  const chosen = shown.find(({ paymentId }) => paymentId === chosenId) ?? null;
  const back = () => place.go({ page: 'sell' });
  const chooseNext = (move: number) => {
    const from = shown.findIndex(({ paymentId }) => paymentId === chosenId);
    const next = shown[Math.min(shown.length - 1, Math.max(0, from + move))];
    if (next !== undefined) choose(next.paymentId);
  };
  useShortcuts({ Escape: back, ArrowDown: () => chooseNext(1), ArrowUp: () => chooseNext(-1) });
  return (
    <Sheet
      title={t('promised.title')}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t('keys.backToSale'), onPress: back },
        { keyCap: '↓', words: t('promised.choose'), onPress: () => chooseNext(1) },
      ]}
    >
      <TwoColumns
        workClassName={classNames('flex flex-col gap-4 p-5', chosen !== null && 'small:hidden')}
        work={
          <>
            <div>
              <Segments
                label={t('promised.which')}
                chosen={state}
                onChoose={setState}
                choices={[
                  { value: 'pending', words: t('promised.waiting') },
                  { value: 'not_found', words: t('promised.missing') },
                ]}
              />
            </div>
            <WhyNote notDone={notDone} />
            {value !== undefined && (
              <PromisedList
                state={state}
                payments={shown}
                sums={value}
                text={text}
                onText={setText}
                chosenId={chosenId}
                onChoose={choose}
              />
            )}
          </>
        }
        decisionClassName="gap-4 p-5"
        decision={<SettleSide key={`${chosenId} ${state}`} payment={chosen} onList={() => choose(null)} />}
      />
    </Sheet>
  );
}

/** What a payment is found by. */
function wordsOf({ reference, receiptNumber, customerName }: Promised): string {
  return `${reference} ${receiptNumber ?? ''} ${customerName ?? ''}`.toLocaleLowerCase();
}
