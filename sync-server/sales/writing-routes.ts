import {
  addSaleEndpoint,
  editSaleEndpoint,
  paySaleEndpoint,
  refundSaleEndpoint,
  voidSaleEndpoint,
} from '#shared/api/sale-writing-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { addSale } from './add-sale.ts';
import { annotateSale, saleVersion } from './annotate-sale.ts';
import { paySale } from './pay-sale.ts';
import { refundSale } from './refund-sale.ts';
import { readSale } from './sale-detail.ts';
import { voidSale } from './void-sale.ts';

/** What is done to sales from the web: sold, paid, taken back, noted. */
export function mountSaleWriting(api: Api): void {
  serve(api, addSaleEndpoint, async ({ tx, session, caller, body }, deps) => {
    const saleId = await addSale(tx, deps, { session, caller }, body);
    return { data: await readSale(tx, session, saleId), message: 'It is sold.' };
  });
  serve(api, editSaleEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    await annotateSale(tx, deps, { session, caller }, { saleId: params.id, body, checkVersion });
    const data = await readSale(tx, session, params.id);
    return { data, version: saleVersion(data.sale), message: 'Saved.' };
  });
  serve(api, paySaleEndpoint, async ({ tx, session, caller, params, body }, deps) => ({
    data: await paySale(tx, deps, { session, caller }, { saleId: params.id, body }),
    message: 'The payment was taken.',
  }));
  serve(api, refundSaleEndpoint, async ({ tx, session, caller, params, body }, deps) => {
    const refundId = await refundSale(tx, deps, { session, caller }, { saleId: params.id, body });
    return { data: await readSale(tx, session, refundId), message: 'The goods came back.' };
  });
  serve(api, voidSaleEndpoint, async ({ tx, session, caller, params, query }, deps) => {
    await voidSale(tx, deps, { session, caller }, { saleId: params.id, reason: query.reason });
    return { data: await readSale(tx, session, params.id), message: 'It is voided; its number stays.' };
  });
}
