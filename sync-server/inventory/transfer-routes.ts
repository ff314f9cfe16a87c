import {
  getTransferEndpoint,
  listTransfersEndpoint,
  receiveTransferEndpoint,
  sendTransferEndpoint,
} from '#shared/api/transfer-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { listTransfers, readTransfer } from './read-transfers.ts';
import { receiveTransfer } from './receive-transfer.ts';
import { sendTransfer } from './send-transfer.ts';
import { storesSeen } from './stores-seen.ts';

/** /inventory/transfers: goods on their way from store to store. */
export function mountTransfers(api: Api): void {
  serve(api, listTransfersEndpoint, async ({ tx, session, query }) => {
    const storeIds = await storesSeen(tx, session, query.storeId);
    return listTransfers(tx, { businessId: session.businessId, storeIds, query });
  });
  serve(api, getTransferEndpoint, async ({ tx, session, params }) => ({
    data: await readTransfer(tx, session, params.id),
  }));
  serve(api, sendTransferEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await sendTransfer(tx, deps, { session, caller }, body),
    message: 'The goods are on their way.',
  }));
  serve(api, receiveTransferEndpoint, async ({ tx, session, caller, params, body }, deps) => {
    const data = await receiveTransfer(tx, deps, { session, caller }, { id: params.id, body });
    const message =
      data.state === 'received' ? 'All of the goods are accounted for.' : 'Saved. The rest is still on its way.';
    return { data, message };
  });
}
