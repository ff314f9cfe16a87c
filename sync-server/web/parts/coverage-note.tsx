import { Link } from '@tanstack/react-router';
import { ChevronRight, CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MissingTill } from '#shared/api/reports.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { Note } from '#shared/ui/note.tsx';
import { useMay } from '../session/me-context.ts';
import { tillWithStore } from '../today/till-groups.ts';
import { type Say, useSay } from '../words/words.ts';
import { writtenMoment, writtenTime } from '../words/written-times.ts';
import { type WritingRules, useWritingRules } from '../words/writing-rules.ts';
import { LINK } from './link-look.ts';

type CoverageNoteProps = {
  readonly missing: readonly MissingTill[];
  readonly asOf: string;
  /** The range holds the running day: then figures are whole up to a time. */
  readonly isRunning: boolean;
  readonly nowMs: number;
};

/** Says what is missing from the figures: which till was silent since when, and about how many sales that means. */
export function CoverageNote({ missing, asOf, isRunning, nowMs }: CoverageNoteProps) {
  const say = useSay();
  const rules = useWritingRules();
  const may = useMay();
  if (missing.length === 0) return null;
  const who = whoIsMissing(missing, nowMs, { say, rules });
  const start = isRunning
    ? say('coverage_start', { time: writtenTime(Date.parse(asOf), rules) })
    : say('coverage_start_day');
  const sales = expectedSales(missing);
  const link = may('tills.read');
  const isOneSeen = missing.length === 1 && missing[0]?.lastSeenAt !== null;
  return (
    <>
      <Note
        tone="warn"
        icon={CloudOff}
        role="status"
        className="py-2! max-lap:hidden"
        actions={
          link && (
            <Link to="/stores" className={`${LINK} whitespace-nowrap`}>
              {say('see_tills')}
            </Link>
          )
        }
      >
        {start} <b>{who}</b>. {sales > 0 && say('coverage_sales', { count: sales })}
      </Note>
      <PhoneNote isLink={link}>
        <b>{isOneSeen ? say('coverage_short_till', shortWho(missing, nowMs, rules)) : `${who}.`}</b>{' '}
        {sales > 0 && say('coverage_short', { count: sales })}
      </PhoneNote>
    </>
  );
}

function PhoneNote({ isLink, children }: { readonly isLink: boolean; readonly children: ReactNode }) {
  const note = (
    <Note
      tone="warn"
      icon={CloudOff}
      className="px-3! text-sm"
      actions={isLink && <Icon of={ChevronRight} size="small" />}
    >
      {children}
    </Note>
  );
  return isLink ? (
    <Link to="/stores" className="block rounded-md text-inherit no-underline max-lap:order-[-1] lap:hidden">
      {note}
    </Link>
  ) : (
    <div className="max-lap:order-[-1] lap:hidden">{note}</div>
  );
}

function expectedSales(missing: readonly MissingTill[]): number {
  return missing.reduce((sum, till) => sum + till.expectedSales, 0);
}

function shortWho(missing: readonly MissingTill[], nowMs: number, rules: WritingRules) {
  const [till] = missing;
  const seen = till?.lastSeenAt ?? null;
  return {
    till: till === undefined ? '' : tillWithStore(till.storeName, till.tillName),
    time: seen === null ? '' : writtenMoment(Date.parse(seen), nowMs, rules),
  };
}

function whoIsMissing(
  missing: readonly MissingTill[],
  nowMs: number,
  words: { say: Say; rules: WritingRules },
): string {
  const { say, rules } = words;
  const [only] = missing;
  const seen = missing.flatMap(({ lastSeenAt }) => (lastSeenAt === null ? [] : [Date.parse(lastSeenAt)]));
  const time = seen.length === 0 ? say('never') : writtenMoment(Math.min(...seen), nowMs, rules);
  if (missing.length > 1 || only === undefined) return say('coverage_tills', { count: missing.length, time });
  const till = tillWithStore(only.storeName, only.tillName);
  return only.lastSeenAt === null ? say('coverage_till_never', { till }) : say('coverage_till', { till, time });
}
