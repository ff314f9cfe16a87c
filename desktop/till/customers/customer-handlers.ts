import type { Handler } from '../store/handler.ts';
import { customerAccount } from './customer-account.ts';
import { customerHistory } from './customer-history.ts';
import { findCreditByCode } from './find-credit.ts';
import { listDebtors } from './list-debtors.ts';
import { loadCredit } from './load-credit.ts';
import { printCredit } from './print-credit.ts';
import { printPayment } from './print-payment.ts';
import { promisedPayments } from './promised-payments.ts';
import { receivePayment } from './receive-payment.ts';
import { saveCustomer } from './save-customer.ts';
import { searchCustomers } from './search-customers.ts';
import { settlePayment } from './settle-payment.ts';

export const CUSTOMER_HANDLERS: readonly Handler[] = [
  searchCustomers,
  saveCustomer,
  customerAccount,
  customerHistory,
  listDebtors,
  receivePayment,
  printPayment,
  promisedPayments,
  settlePayment,
  findCreditByCode,
  loadCredit,
  printCredit,
];
