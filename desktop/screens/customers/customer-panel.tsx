import { NotebookPen, UserX } from 'lucide-react';
import { useState } from 'react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { customerSearchCall, type customerViewSchema } from '#shared/till-calls/customer-calls.ts';
import { saleSetCustomerCall } from '#shared/till-calls/sale-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { usePlace } from '../parts/place.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useSale } from '../parts/use-sale.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { AddCustomer } from './add-customer.tsx';

/** Says whose sale it is: finds a customer by name or phone, or adds one. */
export function CustomerPanel() {
  const { t } = useTranslation();
  const { at, close, go } = usePlace();
  const { sale, edit } = useSale();
  const [text, setText] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const [refused, setRefused] = useState<NotDone | null>(null);
  const { value } = useTillQuery(customerSearchCall, { text });
  const choose = (customerId: string | null) =>
    void edit((send, now) => send(saleSetCustomerCall, { saleId: now?.saleId ?? null, customerId })).then((answer) =>
      answer.ok ? close() : setRefused(answer),
    );
  const toAccount = (customerId: string | null) => go({ page: 'debts', customerId });
  // Over the debt book it is an account that is looked for, not whose sale it is.
  const isForBook = at.page === 'debts';
  if (isAdding)
    return <AddCustomer startsWith={text} onAdded={isForBook ? toAccount : choose} onBack={() => setIsAdding(false)} />;
  return (
    <SidePanel title={t('customers.title')}>
      <Field
        label={t('customers.search')}
        value={text}
        onChange={setText}
        maxLength={100}
        placeholder="0803 555 0142"
      />
      <WhyNote notDone={refused} />
      {sale !== null && sale.customerName !== null && (
        <>
          <Button full onPress={() => toAccount(sale.customerId)}>
            <Icon of={NotebookPen} />
            {t('customers.accountOf', { name: sale.customerName })}
          </Button>
          <Button full onPress={() => choose(null)}>
            <Icon of={UserX} />
            {t('customers.takeOff', { name: sale.customerName })}
          </Button>
        </>
      )}
      <ul aria-label={t('customers.found')} className="grid gap-2">
        {value?.customers.map((customer) => (
          <CustomerRow
            key={customer.id}
            customer={customer}
            onChoose={() => (isForBook ? toAccount(customer.id) : choose(customer.id))}
            onAccount={isForBook ? null : () => toAccount(customer.id)}
          />
        ))}
      </ul>
      {value !== undefined && value.customers.length === 0 && (
        <p className="text-muted">{t('customers.nobody', { text })}</p>
      )}
      <Button
        rank={value?.customers.length === 0 ? 'primary' : 'plain'}
        scale="choice"
        full
        onPress={() => setIsAdding(true)}
      >
        {t('customers.add')}
      </Button>
      <Button full onPress={() => toAccount(null)}>
        <Icon of={NotebookPen} />
        {t('customers.debtBook')}
      </Button>
    </SidePanel>
  );
}

type CustomerRowProps = {
  readonly customer: z.infer<typeof customerViewSchema>;
  readonly onChoose: () => void;
  /** The way to the account, beside the choice; null where the choice leads there. */
  readonly onAccount: (() => void) | null;
};

function CustomerRow({ customer, onChoose, onAccount }: CustomerRowProps) {
  const { t } = useTranslation();
  return (
    <li className="flex items-center gap-1">
      <PressButton
        onPress={onChoose}
        className="grid min-h-(--size-target-lg) min-w-0 flex-1 content-center rounded-md border border-line bg-surface px-4 py-2 hover:bg-hover active:bg-press"
      >
        <b className="truncate">{customer.name}</b>
        <span className="text-xs text-muted tabular-nums">
          {customer.phone === '' ? t('customers.noPhone') : customer.phone}
        </span>
      </PressButton>
      {onAccount !== null && (
        <IconButton
          rank="quiet"
          label={t('customers.accountOf', { name: customer.name })}
          icon={<Icon of={NotebookPen} />}
          onPress={onAccount}
        />
      )}
    </li>
  );
}
