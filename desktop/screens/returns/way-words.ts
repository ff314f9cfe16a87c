import { paymentMethodSchema } from '#shared/sale/tender.ts';
import type { Say } from '../words/words.ts';

/** How a past payment was made, in words; a way that only a newer till knows is shown by its own name. */
export function wayWords(method: string, t: Say): string {
  const known = paymentMethodSchema.safeParse(method);
  return known.success ? t(`pay.ways.${known.data}`) : method;
}
