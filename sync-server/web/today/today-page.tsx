import { Link, getRouteApi, useNavigate } from '@tanstack/react-router';
import { History, MonitorSmartphone, Sunrise } from 'lucide-react';
import { Suspense, lazy } from 'react';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Note } from '#shared/ui/note.tsx';
import type { TodaySearch } from '../app/address-search.ts';
import { Card } from '../parts/card.tsx';
import { CoverageNote } from '../parts/coverage-note.tsx';
import { DayButton } from '../parts/day-button.tsx';
import { LINK } from '../parts/link-look.ts';
import { OldFiguresNote } from '../parts/old-figures-note.tsx';
import { Page } from '../parts/page.tsx';
import { StoreChoice } from '../parts/store-choice.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useMay, useMe } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { writtenDay, writtenLongDay, writtenTime, writtenWeekday } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { KeyFigures } from './key-figures.tsx';
import { SalesByHour } from './sales-by-hour.tsx';
import { useSeenTills } from './use-seen-tills.ts';
import { useToday } from './use-today.ts';

const route = getRouteApi('/signed-in/');
/** Below the first figures: it comes while those are read. */
const TodayDetails = lazy(async () => ({ default: (await import('./today-details.tsx')).TodayDetails }));
const NOT_FAILED = { error: null, refetch: () => Promise.resolve() };

/** Today at a glance, or another day: what was sold, what is missing, what is in the drawers. */
export function TodayPage() {
  const say = useSay();
  const may = useMay();
  const me = useMe();
  const rules = useWritingRules();
  const navigate = useNavigate();
  const search = route.useSearch();
  const shown = useToday(search);
  const { date, today, isToday, nowMs } = shown;
  const go = (next: TodaySearch): void => void navigate({ to: '/', search: next });
  const chooseStore = (store: string | undefined): void => go({ ...search, store });
  const weekday = writtenWeekday(date, rules.locale);
  const dayButton = (isBare: boolean) => (
    <DayButton
      label={say('day_choose')}
      shown={isToday ? say('against_last', { weekday }) : writtenDay(date, rules.locale)}
      day={date}
      latest={today}
      onChoose={(chosen) => go({ ...search, day: chosen === today ? undefined : chosen })}
      isBare={isBare}
    />
  );
  const longDay = writtenLongDay(date, rules.locale);
  return (
    <Page
      title={say(isToday ? 'today_title' : 'day_title')}
      sub={isToday ? say('head_moment', { day: longDay, time: writtenTime(nowMs, rules) }) : longDay}
      actions={
        <>
          {!isToday && (
            <Button rank="quiet" onPress={() => go({ ...search, day: undefined })}>
              {say('to_today')}
            </Button>
          )}
          <StoreChoice chosen={search.store} onChoose={chooseStore} />
          {dayButton(false)}
        </>
      }
      phoneHead={
        <div className="flex items-center justify-between">
          <StoreChoice
            chosen={search.store}
            onChoose={chooseStore}
            isQuiet
            withIcon={false}
            show={(words) => (
              <span className="text-md font-semi">
                {me.business.name} <span className="text-sm font-regular text-muted">{words}</span>
              </span>
            )}
          />
          {dayButton(true)}
        </div>
      }
    >
      {may('reports.read') ? (
        <TodayFigures shown={shown} store={search.store} />
      ) : (
        <EmptyState icon={Sunrise} title={say('no_area_title')}>
          {say('no_area_do')}
        </EmptyState>
      )}
    </Page>
  );
}

function TodayFigures({
  shown,
  store,
}: {
  readonly shown: ReturnType<typeof useToday>;
  readonly store: string | undefined;
}) {
  const say = useSay();
  const may = useMay();
  const { hours, isToday, nowMs } = shown;
  const summary = hours.data?.data;
  const tills = useSeenTills(summary?.missing ?? [], store);
  if (summary === undefined) return <Waiting query={hours} page={say('today_title')} />;
  if (isToday && tills.isKnown && tills.seen.length === 0 && summary.total.saleCount === 0 && may('tills.write'))
    return <FirstTill />;
  return (
    <>
      <OldFiguresNote query={hours} />
      <CoverageNote missing={summary.missing} asOf={summary.asOf} isRunning={isToday} nowMs={nowMs} />
      {summary.changedDays.length > 0 && (
        <Note icon={History} role="status" className="py-2!">
          {say('changed_closed')}
        </Note>
      )}
      <div className="max-lap:contents lap:grid lap:grid-cols-[minmax(0,1fr)_19rem] lap:gap-4">
        <SalesByHour summary={summary} isToday={isToday} store={store} />
        <KeyFigures summary={summary} />
      </div>
      <Suspense fallback={<Waiting query={NOT_FAILED} page={say('by_store')} />}>
        <TodayDetails shown={shown} tills={tills.seen} store={store} />
      </Suspense>
    </>
  );
}

/** A new business: the one way to begin. */
function FirstTill() {
  const say = useSay();
  return (
    <Card>
      <EmptyState
        icon={MonitorSmartphone}
        title={say('first_till_title')}
        action={
          <Link to="/stores" className={LINK}>
            {say('first_till_act')}
          </Link>
        }
      >
        {say('first_till_do')}
      </EmptyState>
    </Card>
  );
}
