import { type Under, askPage } from './ask-page.ts';
import type { Asked, PageAhead } from './page-ahead.ts';
import type { PulledPage } from './pulled-page.ts';
import { CURSOR_KEY } from '../store/resync-state.ts';
import type { Turn } from './turn.ts';

/** The request is on the line by then: writing a page keeps this process from everything else. */
const ON_THE_LINE_MS = 2;

/**
 * Asks for the page after one that is here, so that the office reads while the till writes: a new till of 100,000 products
 * spends as long on the one as on the other.
 *
 * Only a till that is being filled does so. It asks from where the page here ends; should that never be written, the answer
 * is not used.
 */
export function askPageAhead(
  turn: Turn,
  under: Omit<Under, 'held'> & { readonly after: { readonly asked: Asked; readonly page: PulledPage } },
): Promise<void> {
  const { session, signal, after } = under;
  const cut = new AbortController();
  const asked = { ...after.asked, cursor: after.page.cursor };
  const reply = askPage(turn, asked, { ...under, held: [], signal: AbortSignal.any([signal, cut.signal]) });
  // Whoever cuts it off asks for no answer any more.
  reply.catch(() => undefined);
  turn.memory.pageAhead = { session, asked, reply, cutOff: () => cut.abort() };
  return new Promise((go) => void turn.timers.after(ON_THE_LINE_MS, go));
}

/** The page that was asked for already, if it is the one that goes on from what is written; another is cut off. */
export function takePageAhead({ store, memory }: Turn, session: number): PageAhead | null {
  const { pageAhead } = memory;
  memory.pageAhead = null;
  if (pageAhead === null) return null;
  const cursor = store.read((reader) => reader.meta.get(CURSOR_KEY));
  if (pageAhead.session === session && pageAhead.asked.cursor === cursor) return pageAhead;
  pageAhead.cutOff();
  return null;
}
