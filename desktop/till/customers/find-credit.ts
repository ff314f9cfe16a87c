import { accept, refuse } from '#shared/base/outcome.ts';
import { creditFindCall } from '#shared/till-calls/credit-calls.ts';
import { reading } from '../store/handler.ts';
import { creditView, findCredit } from './credits.ts';

/** Finds a gift card or store credit by its code, with what stands on it. */
export const findCreditByCode = reading(creditFindCall, (context, { code }) =>
  context.core.store.read((reader) => {
    const credit = findCredit(context, reader, code);
    return credit === null ? refuse('credit_unknown') : accept(creditView(context, reader, credit));
  }),
);
