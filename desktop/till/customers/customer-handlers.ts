import type { Handler } from '../store/handler.ts';
import { customerAccount } from './customer-account.ts';
import { findCreditByCode } from './find-credit.ts';
import { loadCredit } from './load-credit.ts';
import { receivePayment } from './receive-payment.ts';
import { saveCustomer } from './save-customer.ts';
import { searchCustomers } from './search-customers.ts';

export const CUSTOMER_HANDLERS: readonly Handler[] = [
  searchCustomers,
  saveCustomer,
  customerAccount,
  receivePayment,
  findCreditByCode,
  loadCredit,
];
