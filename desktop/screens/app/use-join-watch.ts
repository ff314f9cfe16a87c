import { useState } from 'react';
import { tillCheckJoinCall } from '#shared/till-calls/alone-calls.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';

/** While nobody stands at the till, this often; it is the best moment to hand over, since everybody signs in anew. */
const ASK_AGAIN_MS = 30_000;

/** Asks for the owner's word while nobody is signed in; the till hands over by itself when it is there. */
export function useJoinWatch(isOn: boolean): void {
  useTillQuery(tillCheckJoinCall, {}, { isOn, everyMs: () => ASK_AGAIN_MS });
}

/** over: no news · alone · joined: it stopped being alone · shown: nobody is signed in, so the sign-in page says it. */
type JoinNews = 'over' | 'alone' | 'joined' | 'shown';

function newsAfter(news: JoinNews, isAlone: boolean, isSignedIn: boolean): JoinNews {
  if (isAlone) return 'alone';
  if (news === 'alone') return 'joined';
  if (news === 'joined') return isSignedIn ? 'joined' : 'shown';
  return isSignedIn ? 'over' : news;
}

/** Whether the till stopped being alone and nobody has signed in since. */
export function useHasJoined(isAlone: boolean | undefined, isSignedIn: boolean): boolean {
  const [news, setNews] = useState<JoinNews>('over');
  const next = isAlone === undefined ? news : newsAfter(news, isAlone, isSignedIn);
  if (next !== news) setNews(next);
  return next === 'joined' || next === 'shown';
}
