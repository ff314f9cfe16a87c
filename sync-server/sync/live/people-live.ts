import { NOTHING, defineEndpoint } from '#shared/api/endpoint.ts';
import type { Api } from '#server/platform/http/api.ts';
import { sessionOf } from '#server/platform/http/serve.ts';
import { spend } from '#server/platform/http/spend.ts';
import { ACCESS_TOKEN_TTL_S } from '#server/platform/sign-in/access-token.ts';
import type { PokeHub } from './poke-hub.ts';
import { pokeStream } from './poke-stream.ts';

export const peopleLiveEndpoint = defineEndpoint({
  area: 'live',
  method: 'get',
  path: '/live',
  permission: 'own',
  doc: 'Server-sent events without data, for the web app: something of the business, or of the stores you may see, moved; ask.',
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  answer: NOTHING,
});

/** The owner's page hears of sales as they arrive. A stream ends when its access token would, so that rights are asked anew. */
export function mountPeopleLive(api: Api, hub: () => PokeHub): void {
  api.add(peopleLiveEndpoint, async (context) => {
    const session = await sessionOf(context, api.deps);
    await spend(context, api.deps.budgets, peopleLiveEndpoint, session.userId);
    const ends = AbortSignal.any([api.deps.stopping, AbortSignal.timeout(ACCESS_TOKEN_TTL_S * 1000)]);
    return context.newResponse(pokeStream(hub(), session, ends), 200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
  });
}
