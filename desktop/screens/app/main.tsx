import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { must } from '#shared/base/assert.ts';
import { createTillClient } from '../till-client/till-client.ts';
import { TillProvider } from '../till-client/till-context.tsx';
import { openDoor } from '../till-client/open-door.ts';
import { startWords } from '../words/words.ts';
import { App } from './app.tsx';
import { Crash } from './crash.tsx';
import './app.css';

const client = createTillClient(openDoor(window.stockavoo, window.location.hash), () => crypto.randomUUID());
document.documentElement.dataset['theme'] = localStorage.getItem('theme') === 'dark' ? 'dark' : 'light';

await startWords('en');
createRoot(must(document.getElementById('till'), 'the page has no place for the till')).render(
  <StrictMode>
    <Crash>
      <TillProvider client={client}>
        <App />
      </TillProvider>
    </Crash>
  </StrictMode>,
);
