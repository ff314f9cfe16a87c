import { Check, CircleAlert, Clock } from 'lucide-react';
import { formatMoney } from '#shared/base/format-money.ts';
import type { Payment, PaymentState } from '#shared/sale/tender.ts';
import { Badge, type BadgeTone } from '#shared/ui/badge.tsx';
import { Card, CardHead, CardRow, CardRows } from '../parts/card.tsx';
import { type MessageKey, useSay } from '../words/words.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { methodWords } from './method-words.ts';

const STATES: Readonly<Record<PaymentState, { tone: BadgeTone; icon: typeof Check; words: MessageKey }>> = {
  confirmed: { tone: 'good', icon: Check, words: 'payment_confirmed' },
  pending: { tone: 'warn', icon: Clock, words: 'payment_pending' },
  not_found: { tone: 'bad', icon: CircleAlert, words: 'payment_not_found' },
  declined: { tone: 'bad', icon: CircleAlert, words: 'payment_declined' },
};

/** How it was paid, and what is still to be seen on the account. */
export function SalePaymentsCard({ payments }: { readonly payments: readonly Payment[] }) {
  const say = useSay();
  const rules = useWritingRules();
  if (payments.length === 0) return null;
  return (
    <Card>
      <CardHead title={say('sale_payments')} />
      <CardRows>
        {payments.map((payment) => {
          const { tone, icon, words } = STATES[payment.state];
          const change =
            payment.changeMinor === 0
              ? ''
              : say('payment_change', {
                  tendered: formatMoney(payment.tenderedMinor, rules),
                  change: formatMoney(payment.changeMinor, rules),
                });
          return (
            <CardRow
              key={payment.id}
              name={
                <span className="flex flex-wrap items-center gap-2">
                  {say(methodWords(payment.method))}
                  {(payment.method !== 'cash' || payment.state !== 'confirmed') && (
                    <Badge tone={tone} icon={icon}>
                      {say(words)}
                    </Badge>
                  )}
                </span>
              }
              below={[payment.reference, change].filter(Boolean).join(', ') || undefined}
            >
              {formatMoney(payment.amountMinor, rules)}
            </CardRow>
          );
        })}
      </CardRows>
    </Card>
  );
}
