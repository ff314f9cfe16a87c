import {
  addCustomerEndpoint,
  customerStatementEndpoint,
  editCustomerEndpoint,
  getCustomerEndpoint,
  listCustomersEndpoint,
  payDebtEndpoint,
  removeCustomerEndpoint,
} from '#shared/api/customer-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { withAccount } from './customer-account.ts';
import { customerStatement } from './customer-statement.ts';
import { addCustomer, editCustomer } from './edit-customer.ts';
import { payDebt } from './pay-debt.ts';
import { listCustomers, readCustomer, versionOf } from './read-customers.ts';
import { type Removed, removeCustomer } from './remove-customer.ts';

/** /customers: whom the shop knows, and what they owe. */
export function mountCustomers(api: Api): void {
  serve(api, listCustomersEndpoint, async ({ tx, session, query }) => {
    const { rows, total } = await listCustomers(tx, session.businessId, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, getCustomerEndpoint, async ({ tx, session, params }, deps) => {
    const customer = await readCustomer(tx, session.businessId, params.id);
    const data = await withAccount(tx, session.businessId, customer, deps.nowMs());
    return { data, version: versionOf(customer) };
  });
  serve(api, addCustomerEndpoint, async ({ tx, session, caller, body }, deps) => {
    const customer = await addCustomer(tx, deps, { session, caller }, body);
    const data = await withAccount(tx, session.businessId, customer, deps.nowMs());
    return { data, version: versionOf(customer), message: 'The customer was added.' };
  });
  serve(api, editCustomerEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    const customer = await editCustomer(tx, deps, { session, caller }, { id: params.id, body, checkVersion });
    const data = await withAccount(tx, session.businessId, customer, deps.nowMs());
    return { data, version: versionOf(customer), message: 'Saved.' };
  });
  serve(api, removeCustomerEndpoint, async ({ tx, session, caller, params, query }, deps) => {
    const data = await removeCustomer(tx, deps, { session, caller }, { id: params.id, erase: query.erase });
    return { data, message: sentenceOf(data) };
  });
  serve(api, customerStatementEndpoint, async ({ tx, session, params, query }, deps) => {
    const asked = { id: params.id, query, nowMs: deps.nowMs() };
    const { statement, meta } = await customerStatement(tx, session, asked);
    return { data: statement, meta };
  });
  serve(api, payDebtEndpoint, async ({ tx, session, caller, params, body }, deps) => ({
    data: await payDebt(tx, deps, { session, caller }, { customerId: params.id, body }),
    message: 'The payment was taken.',
  }));
}

function sentenceOf({ archived, erased }: Removed): string {
  if (erased) return 'The personal data is erased; what was bought and paid stays under the id.';
  return archived ? 'The customer is archived; the history stays.' : 'The customer was removed.';
}
