import { z } from 'zod';
import { accept, refuse } from '#shared/base/outcome.ts';
import { saleNameParkedCall } from '#shared/till-calls/sale-calls.ts';
import { draftWrite } from '../store/handler.ts';

/** Gives a parked sale the name by which the next cashier knows it, or takes it away. */
export const nameParkedSale = draftWrite(saleNameParkedCall, {
  memo: z.object({}),
  work: (context, writer, { saleId, name }) => {
    if (writer.drafts.get(saleId)?.isParked !== true) return refuse('sale_not_parked');
    writer.drafts.nameParked(saleId, name);
    context.touched('sale');
    return accept({});
  },
  answer: (_core, memo) => accept(memo),
});
