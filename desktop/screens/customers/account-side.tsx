import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerAccountCall } from '#shared/till-calls/debt-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { AccountHistory } from './account-history.tsx';
import type { Account, Received } from './debt-views.ts';
import { AgeSums } from './debt-age-words.tsx';
import { PaymentTaken } from './payment-taken.tsx';
import { TakePayment } from './take-payment.tsx';

type AccountSideProps = {
  readonly customerId: string;
  /** Back to the list, where there is no room for both. */
  readonly onList: () => void;
};

/** The account of a customer: what is owed, since when, up to which limit, and what happened on it. */
export function AccountSide({ customerId, onList }: AccountSideProps) {
  const { value, notDone } = useTillQuery(customerAccountCall, { customerId });
  const [isPaying, setIsPaying] = useState(false);
  const [received, setReceived] = useState<Received | null>(null);
  if (value === undefined) return <WhyNote notDone={notDone} />;
  const toAccount = () => {
    setIsPaying(false);
    setReceived(null);
  };
  if (received !== null) {
    return <PaymentTaken name={value.customer.name} received={received} onDone={toAccount} />;
  }
  if (isPaying) return <TakePayment account={value} onTaken={setReceived} onBack={toAccount} />;
  return <AccountView account={value} onPay={() => setIsPaying(true)} onList={onList} />;
}

type AccountViewProps = Pick<AccountSideProps, 'onList'> & { readonly account: Account; readonly onPay: () => void };

function AccountView({ account, onPay, onList }: AccountViewProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { customer, owesMinor, creditLimitMinor, availableMinor, ages } = account;
  useShortcuts({ F12: onPay });
  return (
    <section aria-label={customer.name} className="flex min-h-0 flex-1 flex-col gap-4">
      <div>
        <h2 className="truncate">{customer.name}</h2>
        <p className="text-sm text-muted tabular-nums">
          {customer.phone === '' ? t('customers.noPhone') : customer.phone}
        </p>
      </div>
      <div>
        <span className="text-xs font-medium text-muted">
          {t(owesMinor < 0 ? 'debts.inCredit' : owesMinor === 0 ? 'debts.nothing' : 'debts.owes')}
        </span>
        <div role="status" className="mt-1">
          <Figure parts={writing.parts(Math.abs(owesMinor))} className="text-[3rem] leading-none" />
        </div>
      </div>
      <dl className="grid grid-cols-[1fr_auto] gap-y-1 text-muted">
        <dt>{t('debts.limit')}</dt>
        <dd className="text-right text-ink tabular-nums">{writing.amount(creditLimitMinor)}</dd>
        <dt>{t('debts.available')}</dt>
        <dd className="text-right text-ink tabular-nums">{writing.amount(availableMinor)}</dd>
      </dl>
      {owesMinor > 0 && <AgeSums ages={ages} />}
      <Button rank="primary" scale="pay" full className="flex-none" onPress={onPay}>
        <span>{t('debts.take')}</span>
        <KeyCap tone="inherit">F12</KeyCap>
      </Button>
      <AccountHistory customerId={customer.id} />
      <div className="hidden small:block">
        <Button full onPress={onList}>
          {t('debts.list')}
        </Button>
      </div>
    </section>
  );
}
