import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { PayloadOf } from '#shared/changes/change-body.ts';
import type { Payment } from '#shared/sale/tender.ts';

export type MoneyTold = {
  readonly saleId?: Id;
  readonly customerId?: Id;
  readonly shiftId?: Id;
  readonly amountMinor: number;
  readonly payment?: Partial<Payment>;
};

/** Money without goods, in one payment: cash, unless said otherwise. */
export function receivedPayload(makeId: () => Id, told: MoneyTold): PayloadOf<'payment.received'> {
  const amountMinor = minor(told.amountMinor);
  return {
    receivedId: makeId(),
    saleId: told.saleId ?? null,
    customerId: told.customerId ?? null,
    shiftId: told.shiftId ?? null,
    currency: 'NGN',
    amountMinor,
    payments: [
      {
        id: makeId(),
        method: 'cash',
        amountMinor,
        tenderedMinor: amountMinor,
        changeMinor: minor(0),
        state: 'confirmed',
        reference: '',
        ...told.payment,
      },
    ],
    note: '',
  };
}
