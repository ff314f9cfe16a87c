import { CircleCheck, Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { paymentPrintCall } from '#shared/till-calls/payment-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Note } from '#shared/ui/note.tsx';
import { SlipPrint } from '../parts/slip-print.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useSlipPrint } from '../parts/use-slip-print.ts';
import { useWriting } from '../parts/use-writing.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import type { Received } from './debt-views.ts';

type PaymentTakenProps = { readonly name: string; readonly received: Received; readonly onDone: () => void };

/** A payment is taken: the change to give, large; what is still owed; and its receipt. */
export function PaymentTaken({ name, received, onDone }: PaymentTakenProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { send } = useTillClient();
  const { receivedId, amountMinor, changeMinor, owesMinor, payments } = received;
  const slip = useSlipPrint(() => send(paymentPrintCall, { receivedId }));
  useShortcuts({ Escape: onDone, Enter: onDone, F12: onDone });
  const isOver = owesMinor < 0;
  return (
    <section aria-label={t('takePayment.title', { name })} className="flex min-h-0 flex-1 flex-col gap-4">
      <p role="status" className="flex items-center gap-3">
        <Icon of={CircleCheck} size="large" className="text-good" />
        <b>{t('takePayment.done', { amount: writing.amount(amountMinor), name })}</b>
      </p>
      {changeMinor > 0 && (
        <div>
          <span className="text-xs font-medium text-muted">{t('tender.change')}</span>
          <Figure parts={writing.parts(changeMinor)} className="mt-1 block text-[4rem] leading-none" />
        </div>
      )}
      <div>
        <span className="text-xs font-medium text-muted">
          {isOver ? t('takePayment.over', { name }) : t('takePayment.left')}
        </span>
        <Figure parts={writing.parts(Math.abs(owesMinor))} className="mt-1 block text-3xl" />
      </div>
      {payments.some(({ state }) => state === 'pending') && (
        <Note tone="warn" icon={Clock}>
          {t('takePayment.pending')}
        </Note>
      )}
      <SlipPrint slip={slip} />
      <Button rank="primary" scale="pay" full className="mt-auto flex-none" onPress={onDone}>
        <span>{t('tender.done')}</span>
        <KeyCap tone="inherit">Enter</KeyCap>
      </Button>
    </section>
  );
}
