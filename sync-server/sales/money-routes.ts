import { listPaymentsEndpoint, settlePaymentEndpoint } from '#shared/api/payment-endpoints.ts';
import { getShiftEndpoint, listShiftsEndpoint } from '#shared/api/shift-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { requireStore } from '#server/platform/sign-in/session.ts';
import { listPayments } from './list-payments.ts';
import { settlePayment } from './settle-payment.ts';
import { listShifts, readShift } from './shift-reports.ts';

/** /payments and /shifts: the money of the sales, and the drawers that it lies in. */
export function mountMoney(api: Api): void {
  serve(api, listPaymentsEndpoint, async ({ tx, session, query }) => {
    if (query.storeId !== undefined) requireStore(session, query.storeId);
    const { rows, total, nextCursor } = await listPayments(tx, session, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total, nextCursor } };
  });
  serve(api, settlePaymentEndpoint, async ({ tx, session, caller, params, body }, deps) => ({
    data: await settlePayment(tx, deps, { session, caller }, { id: params.id, body }),
    message: 'Saved.',
  }));
  serve(api, listShiftsEndpoint, async ({ tx, session, query }) => {
    if (query.storeId !== undefined) requireStore(session, query.storeId);
    const { rows, total, nextCursor } = await listShifts(tx, session, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total, nextCursor } };
  });
  serve(api, getShiftEndpoint, async ({ tx, session, params }) => ({
    data: await readShift(tx, session, params.id),
  }));
}
