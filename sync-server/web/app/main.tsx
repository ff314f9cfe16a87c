import './app.css';
import { QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import { ApiFault } from '../client/api-fault.ts';
import { createOffice } from '../client/office.ts';
import { sendByFetch } from '../client/send-by-fetch.ts';
import { startWords } from '../words/words.ts';
import { App } from './app.tsx';
import { createAppRouter } from './app-router.tsx';
import { startTheme } from './theme.ts';

const FRESH_MS = 10_000;
const TRIES = 2;

// The strict policy allows no code made of text, which zod would try for speed.
z.config({ jitless: true });
startTheme();
await startWords('en');

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // A cut line is tried again; what the office refused stays refused.
      retry: (failures, error) => failures < TRIES && error instanceof ApiFault && error.status === 0,
    },
  },
});
const office = createOffice({
  send: sendByFetch,
  makeKey: () => crypto.randomUUID(),
  oneAtATime: (work) => navigator.locks.request('stockavoo-renew', work),
  onSignedOut: () => {
    queries.clear();
    void router.navigate({ to: '/sign-in', search: { to: router.state.location.href, ended: 'time' } });
  },
});
const router = createAppRouter({ office, queries });

const root = must(document.getElementById('office'), 'the page has no place for the app');
createRoot(root).render(
  <StrictMode>
    <App office={office} queries={queries} router={router} />
  </StrictMode>,
);
