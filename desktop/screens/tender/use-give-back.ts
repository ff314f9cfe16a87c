import type { Tender } from '#shared/sale/tender.ts';
import { saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import type { CompletedView, SaleView } from '#shared/till-calls/sale-view.ts';
import { usePlace } from '../parts/place.tsx';
import { playSound } from '../parts/sounds.ts';
import { useApproved } from '../parts/use-approved.ts';
import { useSale } from '../parts/use-sale.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { usePayment } from './use-payment.ts';

/** Ending an exchange that costs the customer nothing: what is due to them goes back one way, in cash as it can be handed over. */
export function useGiveBack(sale: SaleView) {
  const { leave } = useSale();
  const { send, inTurn } = useTillClient();
  const place = usePlace();
  const { method, state, reference, choose, setState, setReference } = usePayment();
  const asked = useApproved<CompletedView>((completed) => {
    playSound('paid');
    place.go({ page: 'done', completed });
  });
  const amountMinor = method === 'cash' ? sale.cashTotalMinor : sale.totalMinor;
  const tenders: readonly Tender[] = sale.totalMinor === 0 ? [] : [{ method, amountMinor, state, reference }];
  return {
    method,
    state,
    reference,
    choose,
    setState,
    setReference,
    asked,
    amountMinor,
    isEven: sale.totalMinor === 0,
    finish: () =>
      asked.begin((approval) =>
        inTurn(async () => {
          const answer = await send(saleCompleteCall, {
            saleId: sale.saleId,
            tenders: [...tenders],
            ...(approval === undefined ? {} : { approval }),
          });
          if (answer.ok) await leave(sale.parkedCount);
          return answer;
        }),
      ),
  };
}

export type GiveBack = ReturnType<typeof useGiveBack>;
