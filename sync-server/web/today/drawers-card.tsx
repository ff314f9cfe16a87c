import type { EndOfDay } from '#shared/api/reports.ts';
import { type Minor, negateMinor } from '#shared/base/money.ts';
import { formatMoney } from '#shared/base/format-money.ts';
import { Card, CardRow, CardRows } from '../parts/card.tsx';
import { useSay } from '../words/words.ts';
import { writtenVariance } from '../words/written-numbers.ts';
import { writtenTime } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { tillWithStore } from './till-groups.ts';

type Shift = EndOfDay['shifts'][number];

const SHOWN_MAX = 5;

/** The drawers of the day: what is missing from which, and who closed it. */
export function DrawersCard({ shifts, isToday }: { readonly shifts: readonly Shift[]; readonly isToday: boolean }) {
  const say = useSay();
  const sorted = shifts.toSorted((left, right) => sortTime(right) - sortTime(left)).slice(0, SHOWN_MAX);
  return (
    <Card>
      <header className="flex min-h-11 items-center px-4 pt-3 lap:px-5">
        <h2 className="text-md max-lap:hidden">{say('drawers')}</h2>
        <h2 className="text-md lap:hidden">{say(isToday ? 'drawers_closed' : 'drawers_closed_day')}</h2>
      </header>
      {sorted.length === 0 ? (
        <p className="px-4 py-3 text-muted lap:px-5">{say('drawers_none')}</p>
      ) : (
        <CardRows>
          {sorted.map((shift) => (
            <DrawerLine key={shift.shiftId} shift={shift} />
          ))}
        </CardRows>
      )}
    </Card>
  );
}

function sortTime({ closedAt, openedAt }: Shift): number {
  return Date.parse(closedAt ?? openedAt);
}

function DrawerLine({ shift }: { readonly shift: Shift }) {
  const say = useSay();
  const rules = useWritingRules();
  const { closedAt, closedBy, openedAt, openedBy, varianceMinor } = shift;
  const below =
    closedAt === null
      ? say('drawer_open', { name: openedBy, time: writtenTime(Date.parse(openedAt), rules) })
      : say('drawer_closed', { name: closedBy ?? openedBy, time: writtenTime(Date.parse(closedAt), rules) });
  return (
    <CardRow name={tillWithStore(shift.storeName, shift.tillName)} below={below}>
      {varianceMinor === null ? (
        <span className="text-muted">{say('drawer_is_open')}</span>
      ) : (
        <Variance varianceMinor={varianceMinor} />
      )}
    </CardRow>
  );
}

function Variance({ varianceMinor }: { readonly varianceMinor: Minor }) {
  const say = useSay();
  const rules = useWritingRules();
  const words =
    varianceMinor === 0
      ? say('drawer_exact')
      : varianceMinor < 0
        ? say('drawer_short', { amount: formatMoney(negateMinor(varianceMinor), rules) })
        : say('drawer_over', { amount: formatMoney(varianceMinor, rules) });
  return (
    <b className={varianceMinor < 0 ? 'text-bad' : ''}>
      <span className="max-lap:hidden">{writtenVariance(varianceMinor, rules)}</span>
      <span className="lap:hidden">{words}</span>
    </b>
  );
}
