import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { assert } from '#shared/base/assert.ts';
import { OLD_AFTER } from './push-topics.ts';
import type { TillClient } from './till-client.ts';

const TillContext = createContext<TillClient | null>(null);

/** The till is on this machine: questions never wait for a network, and are asked again only when the till says so. */
function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: Number.POSITIVE_INFINITY,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Gives the screens below the till, and makes their views old when the till pushes. */
export function TillProvider({ client, children }: { readonly client: TillClient; readonly children: ReactNode }) {
  const [queries] = useState(newQueryClient);
  return (
    <TillContext value={client}>
      <QueryClientProvider client={queries}>
        <PushListener />
        {children}
      </QueryClientProvider>
    </TillContext>
  );
}

function PushListener(): null {
  const client = useTillClient();
  const queries = useQueryClient();
  // Pushes come from outside of React for as long as the window lives.
  useEffect(
    () =>
      client.onPush((event) => {
        const areas = event === undefined ? null : OLD_AFTER[event.topic];
        void queries.invalidateQueries({
          predicate: ({ queryKey: [name] }) => areas === null || areas.includes(String(name).split('.')[0] ?? ''),
        });
      }),
    [client, queries],
  );
  return null;
}

export function useTillClient(): TillClient {
  const client = useContext(TillContext);
  assert(client !== null, 'a screen stands outside of TillProvider');
  return client;
}
