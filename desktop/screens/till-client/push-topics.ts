import type { PushEvent } from '#shared/till-calls/reply.ts';

type Topic = PushEvent['topic'];

/** Which questions are old after a push of a topic, by the area before the dot of a call's name. */
export const OLD_AFTER: Readonly<Record<Topic, readonly string[]>> = {
  sale: ['sale'],
  catalogue: ['catalogue', 'stock', 'sale'],
  customers: ['customer', 'payment', 'credit'],
  shift: ['shift', 'staff', 'expense'],
  stock: ['stock', 'catalogue'],
  staff: ['staff'],
  // What the office says of this machine is part of how the till is.
  sync: ['sync', 'till'],
  // What becomes of a sale’s money comes with the sale.
  receipt: ['receipt', 'payment'],
  till: ['till', 'staff', 'catalogue', 'sale', 'shift', 'expense', 'sync', 'backup'],
  device: ['till', 'receipt'],
};
