import { accept } from '#shared/base/outcome.ts';
import { customerSearchCall } from '#shared/till-calls/customer-calls.ts';
import { reading } from '../store/handler.ts';
import type { CustomerRow } from '../store/tables/customers.ts';

/** Finds customers by words of the name, with or without accents, or by digits of the phone. */
export const searchCustomers = reading(customerSearchCall, ({ core }, { text, limit }) =>
  accept({ customers: core.store.read((reader) => reader.customers.search(text.trim(), limit)).map(customerView) }),
);

export function customerView({ id, name, phone, email }: CustomerRow): {
  id: string;
  name: string;
  phone: string;
  email: string;
} {
  return { id, name, phone, email };
}
