import {
  checkoutEndpoint,
  getSubscriptionEndpoint,
  listPlansEndpoint,
  paymentWebhookEndpoint,
} from '#shared/api/subscription-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { answerOnce } from '#server/platform/http/idempotency.ts';
import { readRequest } from '#server/platform/http/read-request.ts';
import { callerOf } from '#server/platform/http/request-env.ts';
import { admit, respond, serve } from '#server/platform/http/serve.ts';
import { spend } from '#server/platform/http/spend.ts';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import { checkPending, pendingReferences } from './check-pending.ts';
import { keepCheckout, readCheckout } from './open-checkout.ts';
import { listPlans, readSubscription } from './read-subscription.ts';
import { settlePayment } from './settle-payment.ts';
import { withPayments } from './with-payments.ts';

type Provider = ReturnType<typeof withPayments>;

/** /subscription: the plan of a business, what it uses of it, and how it is paid. */
export function mountBilling(api: Api): void {
  const provider = withPayments();
  serve(api, getSubscriptionEndpoint, async ({ tx, session, caller }, deps) => {
    const waiting = deps.config.paystack === null ? [] : await pendingReferences(tx, session.businessId, deps.nowMs());
    if (waiting.length > 0) deps.later(() => checkPending(deps, provider(deps), waiting, caller));
    return { data: await readSubscription(tx, deps, session.businessId) };
  });
  serve(api, listPlansEndpoint, async ({ tx }) => ({ data: await listPlans(tx) }));
  mountCheckout(api, provider);
  mountWebhook(api, provider);
}

/** No transaction is open while the provider is asked: it may take seconds. */
function mountCheckout(api: Api, provider: Provider): void {
  api.add(checkoutEndpoint, async (context) => {
    const { deps } = api;
    const session = await admit(context, deps, checkoutEndpoint);
    const { body, bodyText } = await readRequest(context, checkoutEndpoint);
    const payments = provider(deps);
    const { plan, email } = await readTenant(deps.pool, session.businessId, (tx) =>
      readCheckout(tx, deps, session, body.planId),
    );
    const id = deps.makeId();
    const url = await payments.open({
      reference: id,
      amountMinor: plan.priceMinor,
      currency: plan.currency,
      email,
      returnUrl: `${deps.config.publicUrl}/subscription`,
    });
    const by = { session, caller: callerOf(context) };
    return withTenant(deps.pool, session.businessId, (tx) =>
      answerOnce({ context, tx, session, nowMs: deps.nowMs() }, bodyText, async () =>
        respond(context, checkoutEndpoint, {
          data: await keepCheckout(tx, deps, by, { id, plan, provider: payments, url }),
          message: 'Pay on the page that opens; the plan counts as soon as the payment is confirmed.',
        }),
      ),
    );
  });
}

/** The signature is over the bytes as they came, so that they are read before anything is made of them. */
function mountWebhook(api: Api, provider: Provider): void {
  api.add(paymentWebhookEndpoint, async (context) => {
    const { deps } = api;
    const payments = provider(deps);
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    let reference: string | null;
    try {
      reference = payments.referenceIn(bytes, context.req.raw.headers);
    } catch (refused) {
      // Whoever can't sign has the budget of a stranger; the provider sends as often as it must.
      await spend(context, deps.budgets, paymentWebhookEndpoint, null);
      throw refused;
    }
    const handled = reference !== null && (await settlePayment(deps, payments, reference, callerOf(context)));
    return respond(context, paymentWebhookEndpoint, { data: { handled }, message: 'Received.' });
  });
}
