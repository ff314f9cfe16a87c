import { Link } from '@tanstack/react-router';
import type { EndOfDay } from '#shared/api/reports.ts';
import { Card, CardHead, CardRow, CardRows } from '../parts/card.tsx';
import { QUIET_LINK } from '../parts/link-look.ts';
import { methodWords } from '../sales/method-words.ts';
import { useSay } from '../words/words.ts';
import { writtenHeadline } from '../words/written-numbers.ts';
import { useWritingRules } from '../words/writing-rules.ts';

/** How customers paid on this day, and what of it is still to be seen on the account. */
export function PaidByCard({ endOfDay, store }: { readonly endOfDay: EndOfDay; readonly store: string | undefined }) {
  const say = useSay();
  const rules = useWritingRules();
  const { date } = endOfDay;
  const tenders = endOfDay.total.tenders.toSorted((left, right) => right.amountMinor - left.amountMinor).slice(0, 4);
  return (
    <Card>
      <CardHead title={say('paid_by')} />
      {tenders.length === 0 ? (
        <p className="px-4 py-3 text-muted lap:px-5">{say('sold_none')}</p>
      ) : (
        <CardRows>
          {tenders.map(({ method, amountMinor, count, pendingMinor }) => (
            <CardRow
              key={method}
              name={
                <Link to="/sales" search={{ from: date, to: date, method, store }} className={QUIET_LINK}>
                  {say(methodWords(method))}
                </Link>
              }
              below={
                pendingMinor > 0 ? (
                  <span className="text-warn">{say('pending', { amount: writtenHeadline(pendingMinor, rules) })}</span>
                ) : (
                  say('payments', { count })
                )
              }
            >
              {writtenHeadline(amountMinor, rules)}
            </CardRow>
          ))}
        </CardRows>
      )}
    </Card>
  );
}
