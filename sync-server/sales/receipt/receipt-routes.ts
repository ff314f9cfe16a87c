import { Hono } from 'hono';
import { ENGLISH_RECEIPT_PAGE_WORDS as WORDS } from '#shared/receipt/receipt-page-words.ts';
import { lonePageHeaders } from '#server/platform/http/defences.ts';
import type { RequestEnv } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { becameOf, readReceipt } from './read-receipt.ts';
import { RECEIPT_STYLE, receiptPage, wordsPage } from './receipt-html.ts';

const LOOK_AGAIN_S = 60;

export const receiptHeaders = lonePageHeaders(RECEIPT_STYLE);

/**
 * GET /r/:token: the receipt of a sale to whoever holds its token, without a sign-in.
 *
 * A token that is no token, one of nobody, and one whose sale is still at its till get the same page: what is not told apart
 * can't be guessed at. Each address has its budget of requests.
 */
export function receiptRoutes(deps: ServerDeps): Hono<RequestEnv> {
  const app = new Hono<RequestEnv>();
  app.get('/:token', async (context) => {
    // The log says the route, never the token.
    context.set('route', '/r/:token');
    context.header('cache-control', 'private, no-store');
    context.header('x-robots-tag', 'noindex, nofollow');
    const spent = await deps.budgets.address(context.get('address'));
    if (!spent.isWithin) {
      context.header('retry-after', String(spent.resetS));
      return context.html(wordsPage({ ...WORDS.tooMany, reloadS: null }), 429);
    }
    const found = await readReceipt(deps.pool, context.req.param('token'));
    if (found === null) return context.html(wordsPage({ ...WORDS.onItsWay, reloadS: LOOK_AGAIN_S }), 404);
    return context.html(receiptPage(found.receipt, { title: WORDS.title, notices: becameOf(found) }));
  });
  return app;
}
