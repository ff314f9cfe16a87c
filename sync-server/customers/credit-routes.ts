import { giftCardEndpoints, storeCreditEndpoints } from '#shared/api/credit-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { loadCredit, openCredit } from './load-credit.ts';
import { listCredits, readCredit } from './read-credits.ts';

/** /gift-cards and /store-credits: what is paid for now and spent later. */
export function mountCredits(api: Api): void {
  mountOneSort(api, giftCardEndpoints);
  mountOneSort(api, storeCreditEndpoints);
}

function mountOneSort(api: Api, sort: typeof giftCardEndpoints | typeof storeCreditEndpoints): void {
  const { kinds } = sort;
  serve(api, sort.list, async ({ tx, session, query }) => {
    const { rows, total } = await listCredits(tx, { businessId: session.businessId, kinds }, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, sort.balance, async ({ tx, session, params }) => ({
    data: await readCredit(tx, { businessId: session.businessId, kinds }, { code: params.code }),
  }));
  serve(api, sort.load, async ({ tx, session, caller, params, body }, deps) => {
    const credit = await readCredit(tx, { businessId: session.businessId, kinds }, { id: params.id });
    const data = await loadCredit(tx, deps, { session, caller }, { credit, body });
    return { data, message: 'It was loaded.' };
  });
  if (sort === giftCardEndpoints)
    serve(api, sort.open, ({ tx, session, caller, body }, deps) =>
      opened(openCredit(tx, deps, { session, caller }, body)),
    );
  else
    serve(api, storeCreditEndpoints.open, ({ tx, session, caller, body }, deps) =>
      opened(openCredit(tx, deps, { session, caller }, body)),
    );
}

async function opened<Data>(made: Promise<Data>): Promise<{ data: Data; message: string }> {
  return { data: await made, message: 'It was opened. Give the code to its holder: it is shown this once.' };
}
