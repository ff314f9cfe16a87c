import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { customerHistoryCall } from '#shared/till-calls/debt-calls.ts';
import { paymentPrintCall } from '#shared/till-calls/payment-calls.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';

type Entry = z.infer<typeof customerHistoryCall.output>['entries'][number];
type Bought = Exclude<Entry, { kind: 'payment' }>;
type Brought = Extract<Entry, { kind: 'payment' }>;

/** What a customer bought here and brought to this till, newest first; the receipt of a payment is printed once more. */
export function AccountHistory({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const { value, notDone } = useTillQuery(customerHistoryCall, { customerId });
  const [refused, setRefused] = useState<NotDone | null>(null);
  const print = (receivedId: string) =>
    void send(paymentPrintCall, { receivedId }).then((answer) => setRefused(answer.ok ? null : answer));
  return (
    <section className="grid gap-1">
      <h3>{t('debts.history')}</h3>
      <p className="text-xs text-muted">{t(value?.entries.length === 0 ? 'debts.noHistory' : 'debts.historyHelp')}</p>
      <WhyNote notDone={notDone ?? refused} />
      <ol aria-label={t('debts.history')}>
        {value?.entries.map((entry) => (
          <li
            key={entry.id}
            className="grid min-h-(--size-target) grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-2 not-first:border-t not-first:border-line"
          >
            {entry.kind === 'payment' ? (
              <BroughtRow entry={entry} onPrint={() => print(entry.receivedId)} />
            ) : (
              <BoughtRow entry={entry} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function BoughtRow({ entry }: { readonly entry: Bought }) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <>
      <span className="grid min-w-0 py-1">
        <span className="truncate font-medium">{t(`debts.entry.${entry.kind}`, { number: entry.receiptNumber })}</span>
        <span className="text-xs text-muted">
          {writing.moment(entry.atMs)}
          {entry.onAccountMinor !== 0 && ` · ${t('debts.onAccount', { amount: writing.amount(entry.onAccountMinor) })}`}
        </span>
      </span>
      <span className="text-right tabular-nums">{writing.amount(entry.totalMinor)}</span>
      <span>{entry.isVoided && <Badge>{t('debts.voided')}</Badge>}</span>
    </>
  );
}

function BroughtRow({ entry, onPrint }: { readonly entry: Brought; readonly onPrint: () => void }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const moment = writing.moment(entry.atMs);
  return (
    <>
      <span className="grid min-w-0 py-1">
        <span className="truncate font-medium">
          {t('debts.entry.payment', { way: t(`pay.ways.${entry.method}`) })}
          {entry.state !== 'confirmed' && (
            <Badge className="ml-2" tone={entry.state === 'pending' ? 'warn' : 'bad'}>
              {t(`debts.states.${entry.state}`)}
            </Badge>
          )}
        </span>
        <span className="truncate text-xs text-muted">
          {[moment, entry.takenBy, entry.reference].filter((part) => part !== '').join(' · ')}
        </span>
      </span>
      <span className="text-right text-good tabular-nums">{writing.amount(-entry.amountMinor)}</span>
      <IconButton
        rank="quiet"
        label={t('debts.printEntry', { moment })}
        icon={<Icon of={Printer} />}
        onPress={onPrint}
      />
    </>
  );
}
