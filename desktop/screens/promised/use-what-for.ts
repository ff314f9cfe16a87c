import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { promisedPaymentSchema } from '#shared/till-calls/payment-calls.ts';

/** A payment that was promised, as the till shows it. */
export type Promised = z.infer<typeof promisedPaymentSchema>;

/** What a payment was promised for: a sale by its number, a debt, or a gift card. */
export function useWhatFor(): (payment: Promised) => string {
  const { t } = useTranslation();
  return ({ receiptNumber, customerName }) => {
    if (receiptNumber !== null) return t('promised.sale', { number: receiptNumber });
    return t(customerName === null ? 'promised.card' : 'promised.debt');
  };
}
