import { formatMoney } from '#shared/base/format-money.ts';
import type { JournalEntry } from '#shared/sale/cart.ts';
import { Card, CardHead, CardRow, CardRows } from '../parts/card.tsx';
import { type MessageKey, useSay } from '../words/words.ts';
import { writtenTime } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';

const EVENTS: Readonly<Record<JournalEntry['event'], MessageKey>> = {
  line_removed: 'journal_line_removed',
  quantity_lowered: 'journal_quantity_lowered',
  price_changed: 'journal_price_changed',
  discount_given: 'journal_discount_given',
  cart_discount_given: 'journal_cart_discount_given',
  cart_cleared: 'journal_cart_cleared',
  parked: 'journal_parked',
  recalled: 'journal_recalled',
  approved: 'journal_approved',
};

/** What was taken away or given before it was paid. */
export function SaleJournalCard({ journal }: { readonly journal: readonly JournalEntry[] }) {
  const say = useSay();
  const rules = useWritingRules();
  return (
    <Card>
      <CardHead title={say('sale_journal')} />
      {journal.length === 0 ? (
        <p className="px-4 py-3 text-muted lap:px-5">{say('journal_none')}</p>
      ) : (
        <CardRows>
          {journal.map((entry, index) => (
            <CardRow
              // Two entries may be alike to the millisecond; a journal never changes its order.
              key={index}
              name={say(EVENTS[entry.event])}
              below={[writtenTime(entry.atMs, rules), entry.lineName, entry.reason].filter(Boolean).join(', ')}
            >
              {entry.amountMinor === null ? '' : formatMoney(entry.amountMinor, rules)}
            </CardRow>
          ))}
        </CardRows>
      )}
    </Card>
  );
}
