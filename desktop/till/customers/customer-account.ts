import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { customerAccountCall } from '#shared/till-calls/payment-calls.ts';
import { reading } from '../store/handler.ts';
import { owesMinor } from './balance-of.ts';
import { customerView } from './search-customers.ts';

/** What a customer owes and may owe, as far as this till knows. */
export const customerAccount = reading(customerAccountCall, ({ core }, { customerId }) =>
  core.store.read((reader) => {
    const customer = reader.customers.byId(customerId);
    if (customer === null) return refuse('customer_unknown');
    return accept({
      customer: customerView(customer),
      owesMinor: owesMinor(reader, customerId),
      creditLimitMinor: minor(customer.creditLimitMinor),
    });
  }),
);
