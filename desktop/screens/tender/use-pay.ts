import { useState } from 'react';
import { minor } from '#shared/base/money.ts';
import { quickNotes } from '#shared/sale/quick-notes.ts';
import type { Tender } from '#shared/sale/tender.ts';
import { saleCompleteCall, saleKeepPaymentsCall } from '#shared/till-calls/sale-calls.ts';
import type { CompletedView } from '#shared/till-calls/sale-view.ts';
import { usePlace } from '../parts/place.tsx';
import { playSound } from '../parts/sounds.ts';
import { useTillState } from '../parts/till-facts.tsx';
import { useApproved } from '../parts/use-approved.ts';
import type { NotDone } from '../till-client/answer.ts';
import { NO_SALE, useSale } from '../parts/use-sale.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { takePayments } from './take-payments.ts';
import { usePayment } from './use-payment.ts';

/** Paying: the payments taken so far, which lie with the sale in the till; the one that is being keyed; and the end of the sale. */
export function usePay() {
  const { sale, change, leave } = useSale();
  const { send, inTurn } = useTillClient();
  const place = usePlace();
  const { denominationsMinor } = useTillState();
  const payment = usePayment();
  const { method, state, reference, keyedMinor } = payment;
  const [notKept, setNotKept] = useState<NotDone | null>(null);
  const tenders: readonly Tender[] = sale?.payments ?? [];
  const asked = useApproved<CompletedView>((completed) => {
    playSound('paid');
    place.go({ page: 'done', completed });
  });
  const { totalMinor = 0, cashRoundingMinor = 0, quickNotesMinor = [] } = sale ?? {};
  const taking = takePayments({ totalMinor, cashRoundingMinor, tenders, method, keyedMinor });
  const current: Tender = { method, amountMinor: taking.givenMinor, state, reference };
  const complete = (all: readonly Tender[]) =>
    asked.begin((approval) =>
      inTurn(async () => {
        if (sale === null) return NO_SALE;
        const answer = await send(saleCompleteCall, {
          saleId: sale.saleId,
          tenders: [...all],
          ...(approval === undefined ? {} : { approval }),
        });
        if (answer.ok) await leave(sale.parkedCount);
        return answer;
      }),
    );
  const keep = async (next: (taken: readonly Tender[]) => readonly Tender[]): Promise<boolean> => {
    const answer = await change((put, now) =>
      put(saleKeepPaymentsCall, { saleId: now.saleId, payments: [...next(now.payments)] }),
    );
    setNotKept(answer.ok ? null : answer);
    return answer.ok;
  };
  const add = async () => {
    if (taking.givenMinor <= 0 || taking.leftMinor === 0) return;
    const amountMinor = minor(Math.min(taking.givenMinor, taking.leftMinor));
    if (await keep((taken) => [...taken, { ...current, amountMinor }])) payment.reset();
  };
  return {
    ...payment,
    sale,
    tenders,
    taking,
    asked,
    add: () => void add(),
    notes: tenders.length === 0 ? quickNotesMinor : quickNotes(taking.leftMinor, denominationsMinor.map(minor)),
    notKept,
    remove: (position: number) => void keep((taken) => taken.filter((_, each) => each !== position)),
    markSeen: (position: number) =>
      void keep((taken) =>
        taken.map((tender, each) => (each === position ? { ...tender, state: 'confirmed' } : tender)),
      ),
    /** Takes what is keyed: finishes the sale where it covers the rest, else goes on with the next payment. */
    take: () => {
      if (!taking.finishes) void add();
      else complete(taking.leftMinor === 0 && taking.givenMinor === 0 ? tenders : [...tenders, current]);
    },
  };
}

export type Pay = ReturnType<typeof usePay>;
