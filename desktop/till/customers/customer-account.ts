import type { z } from 'zod';
import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { customerAccountCall, type debtorSchema } from '#shared/till-calls/debt-calls.ts';
import type { CallContext } from '../store/call-context.ts';
import { reading } from '../store/handler.ts';
import type { CustomerRow } from '../store/tables/customers.ts';
import type { Reader } from '../store/till-tables.ts';
import { owesMinor } from './balance-of.ts';
import { debtAges } from './debt-ages.ts';
import { customerView } from './search-customers.ts';

/** What a customer owes, since when, and may owe, as far as this till knows. */
export const customerAccount = reading(customerAccountCall, (context, { customerId }) =>
  context.core.store.read((reader) => {
    const customer = reader.customers.byId(customerId);
    if (customer === null) return refuse('customer_unknown');
    const account = debtorView(context, reader, customer);
    const availableMinor = minor(Math.max(0, account.creditLimitMinor - account.owesMinor));
    return accept({ ...account, availableMinor });
  }),
);

/** A customer as a row of the debt book. */
export function debtorView(context: CallContext, reader: Reader, customer: CustomerRow): z.output<typeof debtorSchema> {
  const owes = owesMinor(reader, customer.id);
  return {
    customer: customerView(customer),
    owesMinor: owes,
    creditLimitMinor: minor(customer.creditLimitMinor),
    ages: debtAges(context, reader, customer.id, owes),
  };
}
