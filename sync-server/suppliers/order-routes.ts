import {
  addPurchaseOrderEndpoint,
  editPurchaseOrderEndpoint,
  getPurchaseOrderEndpoint,
  listPurchaseOrdersEndpoint,
  receivePurchaseOrderEndpoint,
  sendPurchaseOrderEndpoint,
} from '#shared/api/purchase-order-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { addOrder, editOrder } from './edit-order.ts';
import { listOrders, readOrder } from './read-orders.ts';
import { receiveOrder } from './receive-order.ts';
import { sendOrder } from './send-order.ts';

/** /purchase-orders: what is ordered of suppliers, and what of it came. */
export function mountPurchaseOrders(api: Api): void {
  serve(api, listPurchaseOrdersEndpoint, async ({ tx, session, query }) => {
    return listOrders(tx, session, query);
  });
  serve(api, getPurchaseOrderEndpoint, async ({ tx, session, params }) => ({
    data: await readOrder(tx, session, params.id),
  }));
  serve(api, addPurchaseOrderEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await addOrder(tx, deps, { session, caller }, body),
    message: 'The order is drafted.',
  }));
  serve(api, editPurchaseOrderEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => ({
    data: await editOrder(tx, deps, { session, caller }, { id: params.id, body, checkVersion }),
    message: 'Saved.',
  }));
  serve(api, sendPurchaseOrderEndpoint, async ({ tx, session, caller, params, body }, deps) => {
    const data = await sendOrder(tx, deps, { session, caller }, { id: params.id, body });
    return {
      data,
      message: data.sentTo === '' ? 'The order is marked as sent.' : `The order goes to ${data.sentTo}.`,
    };
  });
  serve(api, receivePurchaseOrderEndpoint, async ({ tx, session, caller, params, body }, deps) => {
    const data = await receiveOrder(tx, deps, { session, caller }, { id: params.id, body });
    const over = data.lines.filter(({ overMilli }) => overMilli > 0).map(({ name }) => `“${name}”`);
    const message =
      over.length === 0 ? 'The goods were taken in.' : `Taken in. More came than was ordered of ${over.join(', ')}.`;
    return { data, message };
  });
}
