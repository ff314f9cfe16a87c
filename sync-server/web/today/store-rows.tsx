import { Link } from '@tanstack/react-router';
import { Card, CardHead, CardRows } from '../parts/card.tsx';
import { ChangeDelta } from '../parts/change-delta.tsx';
import { ShareBar } from '../parts/share-bar.tsx';
import { useSay } from '../words/words.ts';
import { writtenCount, writtenHeadline, writtenPercent } from '../words/written-numbers.ts';
import { writtenMoment } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import type { StoreLine } from './store-lines.ts';

type StoreRowsProps = { readonly day: string; readonly lines: readonly StoreLine[]; readonly nowMs: number };

/** The stores below each other, on a phone. */
export function StoreRows({ day, lines, nowMs }: StoreRowsProps) {
  const say = useSay();
  const rules = useWritingRules();
  return (
    <Card className="lap:hidden">
      <CardHead title={say('by_store')} />
      <CardRows>
        {lines.map((line) => (
          <li key={line.id}>
            <Link
              to="/sales"
              search={{ from: day, to: day, store: line.id }}
              className="block py-3 text-inherit no-underline"
            >
              <span className="flex justify-between gap-2 font-semi">
                {line.name}
                <span className="tabular-nums">{writtenHeadline(line.figures.netMinor, rules)}</span>
              </span>
              <ShareBar ppm={line.barPpm} gapPpm={line.gapPpm} className="my-2" />
              <span className="flex justify-between gap-2 text-xs">
                <StoreWords line={line} nowMs={nowMs} />
                {line.silent.length > 0 ? (
                  <span className="text-muted">{say('not_whole_yet')}</span>
                ) : (
                  line.before !== null && <ChangeDelta now={line.figures.netMinor} before={line.before.netMinor} />
                )}
              </span>
            </Link>
          </li>
        ))}
      </CardRows>
    </Card>
  );
}

function StoreWords({ line, nowMs }: { readonly line: StoreLine; readonly nowMs: number }) {
  const say = useSay();
  const rules = useWritingRules();
  const [silent] = line.silent;
  if (silent !== undefined) {
    const time = silent.lastSeenAt === null ? say('never') : writtenMoment(Date.parse(silent.lastSeenAt), nowMs, rules);
    return <span className="text-warn">{say('till_silent', { till: silent.tillName, time })}</span>;
  }
  const margin = line.figures.marginPpm === null ? '–' : writtenPercent(line.figures.marginPpm, rules.locale);
  return (
    <span className="text-muted">
      {say('store_line', { count: writtenCount(line.figures.saleCount, rules.locale), margin })}
    </span>
  );
}
