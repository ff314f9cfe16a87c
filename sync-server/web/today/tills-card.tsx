import { Link } from '@tanstack/react-router';
import { Card, CardHead, CardRow, CardRows } from '../parts/card.tsx';
import { LINK } from '../parts/link-look.ts';
import { StateDot } from '../parts/state-dot.tsx';
import { useSay } from '../words/words.ts';
import { writtenAgo, writtenMoment } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { type SeenTill, groupTills, tillWithStore } from './till-groups.ts';

const MINUTE_MS = 60_000;

/** How the tills are: the silent ones by name and since when, the others in one line. */
export function TillsCard({ tills, nowMs }: { readonly tills: readonly SeenTill[]; readonly nowMs: number }) {
  const say = useSay();
  const { named, others } = groupTills(tills);
  return (
    <Card>
      <CardHead title={say('tills')}>
        <Link to="/stores" className={LINK}>
          {say('tills_all', { count: tills.length })}
        </Link>
      </CardHead>
      {tills.length === 0 ? (
        <p className="px-4 py-3 text-muted lap:px-5">{say('tills_none')}</p>
      ) : (
        <CardRows>
          {named.map((till) => (
            <TillLine key={till.id} till={till} nowMs={nowMs} />
          ))}
          {others !== null && (
            <CardRow lead={<StateDot isSilent={false} />} name={say('tills_others', { count: others.count })}>
              <span className="text-muted">
                {say('within', { minutes: Math.max(1, Math.ceil((nowMs - others.oldestMs) / MINUTE_MS)) })}
              </span>
            </CardRow>
          )}
        </CardRows>
      )}
    </Card>
  );
}

function TillLine({ till, nowMs }: { readonly till: SeenTill; readonly nowMs: number }) {
  const say = useSay();
  const rules = useWritingRules();
  const waiting = till.waitingKnown > 0 ? { below: say('till_waiting', { count: till.waitingKnown }) } : {};
  return (
    <CardRow lead={<StateDot isSilent={till.isSilent} />} name={tillWithStore(till.storeName, till.name)} {...waiting}>
      {till.lastSeenMs === null ? (
        <span className="text-muted">{say('till_never')}</span>
      ) : till.isSilent ? (
        <b className="text-warn">{writtenMoment(till.lastSeenMs, nowMs, rules)}</b>
      ) : (
        <span className="text-muted">{writtenAgo(till.lastSeenMs, nowMs, rules, say)}</span>
      )}
    </CardRow>
  );
}
