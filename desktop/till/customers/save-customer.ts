import { must } from '#shared/base/assert.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { customerSaveCall } from '#shared/till-calls/customer-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';
import { customerView } from './search-customers.ts';

const NEW_CUSTOMER = {
  taxId: '',
  creditLimitMinor: 0,
  priceListId: null,
  taxExempt: false,
  consent: false,
  isActive: true,
};

/** Adds or edits a customer, with or without a network; an edit says only what somebody touched. */
export const saveCustomer = tillWrite(
  customerSaveCall,
  (context, writer, { id, name, phone, email, allowSamePhone }) => {
    const { core } = context;
    const known = id === null ? null : writer.customers.byId(id);
    if (id !== null && known === null) return refuse('customer_unknown');
    const same = allowSamePhone ? undefined : writer.customers.byPhone(phone).find((other) => other.id !== id);
    if (same !== undefined && known?.phone !== phone)
      return refuse('customer_exists', { customerId: same.id, name: same.name });
    const wished = { name, phone, email };
    const customerId = id ?? core.newId();
    const edited =
      known === null
        ? { ...NEW_CUSTOMER, ...wished }
        : Object.fromEntries(Object.entries(wished).filter(([key, value]) => Reflect.get(known, key) !== value));
    if (Object.keys(edited).length > 0) {
      appendChange(writer, core.changes, {
        type: 'customer.changed',
        entityId: customerId,
        actorId: actorOf(context).id,
        payload: { records: [{ kind: 'customer', id: customerId, op: 'put', fields: edited }] },
      });
      context.touched('customers');
      context.touched('sync');
    }
    return accept(customerView(must(writer.customers.byId(customerId), 'the customer that was just written')));
  },
);
