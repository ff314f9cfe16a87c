import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Office } from './office.ts';
import { useOffice } from './office-context.ts';

const AGAIN_AFTER_MS = 5_000;
/** Many tills may report in the same second: figures are asked for once in this time. */
const GATHER_MS = 1_500;
const LIVE_PATHS: ReadonlySet<unknown> = new Set([
  '/reports/sales-summary',
  '/reports/end-of-day',
  '/sales',
  '/stores/:id/tills',
]);

/** Asks for figures again as soon as the office says that something came in; without a stream they are asked each 20 s. */
export function useLive(): void {
  const office = useOffice();
  const queries = useQueryClient();
  // The stream is outside of React: it opens with the signed-in part of the app and ends with it.
  useEffect(() => {
    const stop = new AbortController();
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const onNews = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void queries.invalidateQueries({ predicate: ({ queryKey }) => LIVE_PATHS.has(queryKey[0]) });
      }, GATHER_MS);
    };
    void listen(office, onNews, stop.signal);
    return () => {
      stop.abort();
      clearTimeout(gathering);
    };
  }, [office, queries]);
}

async function listen(office: Office, onNews: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let goesOn = true;
    try {
      goesOn = await listenOnce(office, onNews, signal);
    } catch {
      // The line broke: the stream is opened again below, and figures are asked for each 20 s meanwhile.
    }
    if (!goesOn) return;
    await pause(AGAIN_AFTER_MS, signal);
  }
}

/** Reads one stream to its end; false where this office has none. */
async function listenOnce(office: Office, onNews: () => void, signal: AbortSignal): Promise<boolean> {
  const response = await fetch('/api/v1/live', {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${office.accessToken() ?? ''}` },
    signal,
  });
  if (response.status === 401) {
    await response.body?.cancel();
    return office.renew();
  }
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (!response.ok || !isStream || response.body === null) {
    await response.body?.cancel();
    return response.status >= 500;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    if (/^data:/m.test(value)) onNews();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
