import { Outlet } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useLive } from '../client/use-live.ts';
import { useOfficeQuery } from '../client/use-office-query.ts';
import { meEndpoint } from '#shared/api/auth-endpoints.ts';
import { Waiting } from '../parts/waiting.tsx';
import { MeContext } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { WritingRulesContext } from '../words/writing-rules.ts';
import { SideBar } from './side-bar.tsx';
import { TabBar } from './tab-bar.tsx';

/** The frame of every page behind the sign-in: side bar on a laptop, tabs on a phone. */
export function SignedInFrame() {
  const say = useSay();
  const me = useOfficeQuery(meEndpoint);
  useLive();
  const person = me.data?.data;
  const rules = useMemo(() => {
    if (person === undefined) return undefined;
    const { locale, currency, timeZone, dayStartMinutes } = person.business;
    return { locale, currency, timeZone, dayStartMinutes };
  }, [person]);
  if (person === undefined || rules === undefined) return <Waiting query={me} page={say('nav_today')} />;
  return (
    <MeContext value={person}>
      <WritingRulesContext value={rules}>
        <a
          href="#page"
          className="sr-only z-(--z-toast) rounded-sm bg-ink px-4 py-2 text-surface focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {say('skip_to_page')}
        </a>
        <div className="lap:grid lap:min-h-dvh lap:grid-cols-[14rem_minmax(0,1fr)]">
          <SideBar />
          <div id="page" tabIndex={-1} className="min-w-0 pb-18 outline-none focus-visible:outline-none lap:pb-0">
            <Outlet />
          </div>
          <TabBar />
        </div>
      </WritingRulesContext>
    </MeContext>
  );
}
